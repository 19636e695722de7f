"""Trains a multilayer perceptron on scikit-learn's digits with PyTorch, and logs every step.

    python examples/python/digits_torch.py --epochs 40 --url ws://localhost:8000

With ``--checkpoints DIR`` it saves one every epoch; killed and started again, it goes on from the newest.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

try:
    import training_monitor  # noqa: F401
except ImportError:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python" / "src"))

try:
    import torch
    from sklearn.datasets import load_digits
    from torch import nn
except ImportError as error:
    sys.exit(f"digits_torch.py needs PyTorch and scikit-learn: pip install torch scikit-learn ({error})")

from training_monitor import TrainingMonitor

BATCH = 32


def load_data(generator):
    """Shuffled (training images, labels), (validation images, labels); pixels scaled to 0…1."""
    digits = load_digits()
    order = torch.randperm(len(digits.target), generator=generator)
    images = torch.tensor(digits.data, dtype=torch.float32)[order] / 16
    labels = torch.tensor(digits.target)[order]
    cut = len(labels) * 4 // 5
    return (images[:cut], labels[:cut]), (images[cut:], labels[cut:])


@torch.no_grad()
def evaluate(model, images, labels):
    scores = model(images)
    return nn.functional.cross_entropy(scores, labels), (scores.argmax(1) == labels).float().mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=200)
    parser.add_argument("--steps", type=int, help="stop after this many steps")
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checkpoints", help="a folder to save to, and to go on from")
    parser.add_argument("--url", help="the dashboard; by default TRAINING_MONITOR_URL, else http://127.0.0.1:8000")
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    torch.set_num_threads(1)  # faster than many for a model this small
    generator = torch.Generator().manual_seed(options.seed)
    (images, labels), validation = load_data(generator)
    steps_per_epoch = len(labels) // BATCH
    total_steps = min(options.steps or options.epochs * steps_per_epoch, options.epochs * steps_per_epoch)
    model = nn.Sequential(nn.Linear(64, options.hidden), nn.ReLU(), nn.Dropout(0.1), nn.Linear(options.hidden, 10))
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.lr)
    config = {"lr": options.lr, "hidden": options.hidden, "batch_size": BATCH, "seed": options.seed, "framework": "torch"}

    described = {
        "config": config,
        "dashboard_url": options.url,
        "project": "digits",
        "total_steps": total_steps,
        "steps_per_epoch": steps_per_epoch,
    }
    if options.checkpoints:
        monitor = TrainingMonitor.resume_or_create("digits-torch", options.checkpoints, **described)
    else:
        monitor = TrainingMonitor("digits-torch", **described)
    first = 1
    if monitor.is_resumed:
        saved = monitor.get_last_checkpoint()
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict({**optimizer.state_dict(), "state": saved["optimizer"]})
        first = saved["step"] + 1

    with monitor:
        for step in range(first, total_steps + 1):
            epoch, done = divmod(step - 1, steps_per_epoch)
            if done == 0 or step == first:
                order = torch.randperm(len(labels), generator=generator.manual_seed(options.seed * 10_000 + epoch))
            part = order[done * BATCH :][:BATCH]
            model.train()
            scores = model(images[part])
            loss = nn.functional.cross_entropy(scores, labels[part])
            optimizer.zero_grad()
            loss.backward()
            norm = nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            rate = options.lr * 0.5 * (1 + math.cos(math.pi * (step - 1) / total_steps))
            optimizer.param_groups[0]["lr"] = rate
            optimizer.step()
            accuracy = (scores.argmax(1) == labels[part]).float().mean()
            monitor.log_metrics(
                {"train/loss": loss, "train/accuracy": accuracy, "train/lr": rate, "train/grad_norm": norm}, step=step
            )
            if done + 1 == steps_per_epoch or step == total_steps:
                model.eval()
                loss, accuracy = evaluate(model, *validation)
                monitor.log_metrics({"val": {"loss": loss, "accuracy": accuracy}}, step=step)
                if options.checkpoints:
                    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()["state"], "step": step}
                    monitor.save_checkpoint(
                        Path(options.checkpoints) / f"digits-{epoch + 1}.pt",
                        metrics={"val/loss": loss, "val/accuracy": accuracy},
                        metadata={"epoch": epoch + 1},
                        step=step,
                        write=lambda path: torch.save(state, path),
                        required_keys=["model", "optimizer"],
                        keep_last=3,
                    )
            if monitor.should_stop:
                monitor.set_status("interrupted")
                break
    model.eval()
    print(f"val/accuracy {evaluate(model, *validation)[1]:.4f} after {step} steps, run {monitor.run_id}")


if __name__ == "__main__":
    main()

"""Trains a multilayer perceptron on scikit-learn's digits with PyTorch, and logs every step.

    python examples/python/digits_torch.py --epochs 40 --url ws://localhost:8000
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
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 0.5 * (1 + math.cos(math.pi * step / total_steps)))
    config = {"lr": options.lr, "hidden": options.hidden, "batch_size": BATCH, "seed": options.seed, "framework": "torch"}

    with TrainingMonitor(
        run_name="digits-torch",
        config=config,
        dashboard_url=options.url,
        project="digits",
        total_steps=total_steps,
        steps_per_epoch=steps_per_epoch,
    ) as monitor:
        for step in range(1, total_steps + 1):
            done = (step - 1) % steps_per_epoch
            if done == 0:
                order = torch.randperm(len(labels), generator=generator)
            part = order[done * BATCH :][:BATCH]
            model.train()
            scores = model(images[part])
            loss = nn.functional.cross_entropy(scores, labels[part])
            optimizer.zero_grad()
            loss.backward()
            norm = nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            rate = schedule.get_last_lr()[0]
            optimizer.step()
            schedule.step()
            accuracy = (scores.argmax(1) == labels[part]).float().mean()
            monitor.log_metrics(
                {"train/loss": loss, "train/accuracy": accuracy, "train/lr": rate, "train/grad_norm": norm}, step=step
            )
            if done + 1 == steps_per_epoch or step == total_steps:
                model.eval()
                loss, accuracy = evaluate(model, *validation)
                monitor.log_metrics({"val": {"loss": loss, "accuracy": accuracy}}, step=step)
            if monitor.should_stop:
                monitor.set_status("interrupted")
                break
    model.eval()
    print(f"val/accuracy {evaluate(model, *validation)[1]:.4f} after {step} steps, run {monitor.run_id}")


if __name__ == "__main__":
    main()

"""Trains a multilayer perceptron on the UCI digits with nothing but numpy, and logs every step.

    python examples/python/digits_numpy.py --epochs 40 --url ws://localhost:8000
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from pathlib import Path

try:
    import training_monitor  # noqa: F401
except ImportError:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python" / "src"))

try:
    import numpy as np
except ImportError:
    sys.exit("digits_numpy.py needs numpy: pip install numpy, or apt-get install python3-numpy")

from training_monitor import TrainingMonitor

DATA = Path(__file__).resolve().parents[1] / "data" / "digits.csv.gz"
BATCH = 32


def load_digits(generator):
    """Shuffled (training images, labels), (validation images, labels); pixels scaled to 0…1."""
    with gzip.open(DATA, "rt", newline="") as file:
        rows = np.array([[float(cell) for cell in row] for row in csv.reader(file)], dtype=np.float32)
    rows = rows[generator.permutation(len(rows))]
    images, labels = rows[:, :64] / 16, rows[:, 64].astype(np.int64)
    cut = len(rows) * 4 // 5
    return (images[:cut], labels[:cut]), (images[cut:], labels[cut:])


class Perceptron:
    """64 → hidden → 10, ReLU and softmax, trained with momentum."""

    def __init__(self, hidden, generator):
        self.weights = [
            generator.normal(0, (2 / 64) ** 0.5, (64, hidden)).astype(np.float32),
            np.zeros(hidden, np.float32),
            generator.normal(0, (2 / hidden) ** 0.5, (hidden, 10)).astype(np.float32),
            np.zeros(10, np.float32),
        ]
        self.speeds = [np.zeros_like(weight) for weight in self.weights]

    def forward(self, images):
        hidden = np.maximum(images @ self.weights[0] + self.weights[1], 0)
        scores = hidden @ self.weights[2] + self.weights[3]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return hidden, scores / scores.sum(axis=1, keepdims=True)

    def evaluate(self, images, labels):
        chances = self.forward(images)[1]
        loss = -np.log(chances[np.arange(len(labels)), labels] + 1e-12).mean()
        return loss, (chances.argmax(axis=1) == labels).mean()

    def train(self, images, labels, rate):
        """One step; returns the loss, the accuracy and the norm of the gradient."""
        hidden, chances = self.forward(images)
        rows = np.arange(len(labels))
        loss = -np.log(chances[rows, labels] + 1e-12).mean()
        accuracy = (chances.argmax(axis=1) == labels).mean()
        chances[rows, labels] -= 1
        at_scores = chances / len(labels)
        at_hidden = (at_scores @ self.weights[2].T) * (hidden > 0)
        gradients = [images.T @ at_hidden, at_hidden.sum(axis=0), hidden.T @ at_scores, at_scores.sum(axis=0)]
        for weight, speed, gradient in zip(self.weights, self.speeds, gradients):
            speed *= 0.9
            speed -= rate * gradient
            weight += speed
        return loss, accuracy, np.sqrt(sum((gradient**2).sum() for gradient in gradients))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=500)
    parser.add_argument("--steps", type=int, help="stop after this many steps")
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--lr", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", help="the dashboard; by default TRAINING_MONITOR_URL, else http://127.0.0.1:8000")
    options = parser.parse_args()

    generator = np.random.default_rng(options.seed)
    (images, labels), validation = load_digits(generator)
    steps_per_epoch = len(images) // BATCH
    total_steps = min(options.steps or options.epochs * steps_per_epoch, options.epochs * steps_per_epoch)
    model = Perceptron(options.hidden, generator)
    config = {"lr": options.lr, "hidden": options.hidden, "batch_size": BATCH, "seed": options.seed, "framework": "numpy"}

    with TrainingMonitor(
        run_name="digits-numpy",
        config=config,
        dashboard_url=options.url,
        project="digits",
        total_steps=total_steps,
        steps_per_epoch=steps_per_epoch,
    ) as monitor:
        for step in range(1, total_steps + 1):
            done = (step - 1) % steps_per_epoch
            if done == 0:
                order = generator.permutation(len(images))
            part = order[done * BATCH :][:BATCH]
            rate = options.lr * 0.5 * (1 + np.cos(np.pi * (step - 1) / total_steps))
            loss, accuracy, norm = model.train(images[part], labels[part], rate)
            monitor.log_metrics(
                {"train/loss": loss, "train/accuracy": accuracy, "train/lr": rate, "train/grad_norm": norm}, step=step
            )
            if done + 1 == steps_per_epoch or step == total_steps:
                loss, accuracy = model.evaluate(*validation)
                monitor.log_metrics({"val": {"loss": loss, "accuracy": accuracy}}, step=step)
            if monitor.should_stop:
                monitor.set_status("interrupted")
                break
    print(f"val/accuracy {model.evaluate(*validation)[1]:.4f} after {step} steps, run {monitor.run_id}")


if __name__ == "__main__":
    main()

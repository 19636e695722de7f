"""Training Monitor for Python: log a training run without slowing it, losing nothing.

    from training_monitor import TrainingMonitor

    with TrainingMonitor(run_name="mnist", config={"lr": 1e-3}, dashboard_url="ws://localhost:8000") as monitor:
        for step in range(1000):
            monitor.log_metrics({"loss": loss, "accuracy": accuracy}, step=step)
"""

from .monitor import TrainingMonitor

__version__ = "0.1.0"
__all__ = ["TrainingMonitor", "__version__"]

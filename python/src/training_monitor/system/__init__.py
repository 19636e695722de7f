"""What this machine and this process are doing, sampled every few seconds."""

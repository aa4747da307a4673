"""Reports that managers decide from: computed from rows, each figure with its n."""

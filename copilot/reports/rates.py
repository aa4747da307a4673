"""A share with its interval and n, and how two of them differ. For one look, unlike the gate's evidence."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.autonomy.intervals import difference, wilson


@dataclass(frozen=True)
class Rate:
    """k of n, with Wilson's 95 % interval."""

    k: int = 0
    n: int = 0

    @property
    def share(self) -> float | None:
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.k, self.n)

    @property
    def text(self) -> str:
        """“4.0 % (2.1 to 7.4, n = 98)”."""
        if not self.n:
            return "nothing yet"
        low, high = self.interval
        return f"{self.k / self.n:.1%} ({low:.1%} to {high:.1%}, n = {self.n})".replace("%", " %")

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.k + other.k, self.n + other.n)


@dataclass(frozen=True)
class Comparison:
    """One rate beside another, and the 95 % interval of their difference."""

    one: Rate
    other: Rate

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.one.n or not self.other.n:
            return None
        return difference(self.one.k, self.one.n, self.other.k, self.other.n)

    @property
    def text(self) -> str:
        """“+1.2 points (−3.0 to 5.4)”."""
        if self.interval is None:
            return "not comparable yet"
        assert self.one.share is not None
        assert self.other.share is not None
        low, high = self.interval
        gap = self.one.share - self.other.share
        return f"{gap * 100:+.1f} points ({low * 100:+.1f} to {high * 100:+.1f})".replace("-", "−")

"""What is shown and written of the measurements."""

import dataclasses
import json
import statistics


class Trouble(Exception):
    """Something for the person who started this: shown without a trace."""


@dataclasses.dataclass
class Result:
    """What one contender did in one round."""

    contender: str
    round: int
    run: object  # measure.Run
    rows: int
    bytes: int
    equal: bool
    ratio: float = 0.0  # of its time to the baseline's in the same round; 0 without one

    @property
    def good(self):
        return self.equal and not self.run.failure

    def as_json(self):
        figures = dataclasses.asdict(self) | {"rss_mb": self.run.rss_by_role()}
        for process in figures["run"]["processes"].values():
            del process["argv"]
        return figures


def table(head, lines):
    widths = [max(len(line[c]) for line in [head, *lines]) for c in range(len(head))]
    for line in [head, *lines]:
        # The first and the last are texts.
        cells = [
            text.ljust(width) if c in (0, len(head) - 1) else text.rjust(width)
            for c, (text, width) in enumerate(zip(line, widths))
        ]
        print("  " + "  ".join(cells).rstrip(), flush=True)


def head(described):
    for name, value in described.items():
        print(f"{name}: {value}", flush=True)


def show_round(results):
    print(f"\nround {results[0].round}")
    lines = []
    for result in results:
        run = result.run
        servers = " + ".join(f"{seconds:.1f}" for seconds in run.server_cpu_seconds.values())
        lines.append([
            result.contender,
            f"{run.seconds:.2f}",
            f"{result.ratio:.2f}" if result.ratio else "-",
            f"{result.rows / run.seconds:,.0f}",
            f"{result.bytes / run.seconds / 1e6:.1f}",
            f"{run.cpu_seconds:.1f}",
            servers,
            "equal" if result.equal else "DIFFERS" if not run.failure else "FAILED",
            memory(run.rss_by_role()),
        ])
    table(["contender", "s", "ratio", "rows/s", "MB/s", "CPU s", "servers' CPU s", "result", "peak RSS, MB"], lines)
    for result in results:
        if result.run.failure:
            print(f"  {result.contender}: {result.run.failure}")


def memory(by_role):
    return ", ".join(f"{role} {rss:.0f}" for role, rss in sorted(by_role.items()))


def show_medians(results, baseline):
    contenders = list(dict.fromkeys(result.contender for result in results))
    lines = []
    for contender in contenders:
        own = [result for result in results if result.contender == contender and result.good]
        if not own:
            lines.append([contender, *["-"] * 6, "no good round"])
            continue
        seconds = statistics.median(result.run.seconds for result in own)
        ratios = [result.ratio for result in own if result.ratio]
        lines.append([
            contender,
            f"{seconds:.2f}",
            f"{statistics.median(ratios):.3f}" if ratios else "-",
            f"{min(ratios):.3f} – {max(ratios):.3f}" if ratios else "-",
            f"{own[0].rows / seconds:,.0f}",
            f"{own[0].bytes / seconds / 1e6:.1f}",
            f"{statistics.median(result.run.cpu_seconds for result in own):.1f}",
            memory(largest([result.run.rss_by_role() for result in own])),
        ])
    print(f"\nmedians; ratios are to {baseline}, round by round" if baseline else "\nmedians")
    table(["contender", "s", "ratio", "min – max", "rows/s", "MB/s", "CPU s", "peak RSS, MB"], lines)


def largest(by_role):
    roles = {role for each in by_role for role in each}
    return {role: max(each.get(role, 0) for each in by_role) for role in roles}


def write(file, described, case, results):
    with open(file, "w", encoding="utf-8") as out:
        figures = [result.as_json() for result in results]
        json.dump({"case": case, "machine": described, "results": figures}, out, indent=1)
        out.write("\n")

"""What the terminal shows at the end: the table, and each bar with what was measured."""

from . import bars, results


def number(value, form):
    return "-" if value is None else format(value, form)


def show(measured):
    table = results.part(measured, "table")
    if table:
        show_table(table)
    print()
    for bar in bars.all_of(measured):
        verdict = {True: "met", False: "NOT MET", None: "not measured"}[bar.met]
        print(f"{verdict:13} {bar.name}: {bar.text}; target {bar.target}")
    print(f"\nall runs: {results.FILE}")


def show_table(table):
    print(f"\n{'':24} {'records/s':>11} {'CPU us':>8} {'RSS MB':>7} {'B/record':>9}"
          f" {'confirm ms':>15} {'consumer ms':>15}")
    print(f"{'':62} {'p50':>7} {'p99':>7} {'p50':>7} {'p99':>7}   at {table['latency_rate']:,}/s")
    for row in table["rows"]:
        if row["failure"]:
            print(f"{row['name']:24} not measured: {row['failure'][:100]}")
            continue
        median, latency = row["median"], row["latency"] or {}
        times = [number(latency.get(key), "7.2f") for key in
                 ("confirm_p50_ms", "confirm_p99_ms", "consumer_p50_ms", "consumer_p99_ms")]
        print(f"{row['name']:24} {median['records_per_s']:>11,.0f} {median['cpu_us']:>8.2f} {median['rss_mb']:>7.0f}"
              f" {median['bytes_per_record']:>9.0f} {' '.join(f'{time:>7}' for time in times)}")

"""Reference tiers for the Online Retail data, to check the Swift program against.

    python3 reference_tiers.py PATH_TO_online_retail.csv.gz

prints a JSON list with one element for each month end from 2010-12-31 to 2011-11-30:

    {"day": "2011-11-30", "cuts": {"key": pence, "major": pence, "medium": pence},
     "accounts": [[code, revenue in pence, rank, size, tier], ...]}   active accounts by code

Written from the rules alone (SPEC.md: L3 window, C3 ranking and size, C6 steadiness, P2 judging
as of a day), without sight of the Swift code; exact integer or decimal arithmetic throughout.

* Facts: rows with a customer, net of cancellations (InvoiceNo begins with "C"). An invoice with
  an unreadable row is left out as a whole. Each line is Quantity x UnitPrice, rounded to pence
  half away from zero. An order happens on the day of its first row.
* Active: at least one order in the window which is not a cancellation and has a line with
  quantity and price above zero.
* Contribution: no costs in the file, so C3 falls back to the net revenue of the window.
* Size (C3): what an account would be today; no cap on Key.
* Tier (C6): changes when a size on one side of it is seen at two month ends running, or at once
  as far as cuts are passed by more than 10 %; first, or after not being active, it is the size.
"""
import csv
import gzip
import json
import sys
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

TIERS = ["small", "medium", "major", "key"]  # a tier is its index here
SHARES = [(3, 50), (2, 80), (1, 95)]  # (tier, per cent of the positive contributions)


def read_line(row):
    """(account, day, pence, is a purchase) of one row; None when it cannot be read."""
    account = row["CustomerID"].strip().removesuffix(".0")
    if not account:
        return None
    try:
        day = date.fromisoformat(row["InvoiceDate"][:10])
        quantity, price = int(row["Quantity"]), Decimal(row["UnitPrice"])
    except (ValueError, InvalidOperation):
        return None
    # Decimal's ROUND_HALF_UP rounds halves away from zero, for either sign.
    pence = int((quantity * price * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return account, day, pence, quantity > 0 and price > 0


def read_orders(path):
    """account -> list of (day, pence, is a purchase order), checked against known figures."""
    invoices, unreadable = defaultdict(list), set()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            line = read_line(row)
            if line is None:
                unreadable.add(row["InvoiceNo"])
            else:
                invoices[row["InvoiceNo"]].append(line)
    orders, rows = defaultdict(list), 0
    for number, lines in invoices.items():
        if number in unreadable:
            continue
        account, day = lines[0][:2]
        assert all(line[0] == account for line in lines), f"{number}: several customers"
        purchase = not number.startswith("C") and any(line[3] for line in lines)
        orders[account].append((day, sum(line[2] for line in lines), purchase))
        rows += len(lines)
    every = [order for history in orders.values() for order in history]
    found = rows, len(every), len(orders), sum(order[1] for order in every)
    assert found == (406_829, 22_190, 4_372, 830_006_581), f"check figures: {found}"
    return orders


def month_ends():
    """2010-12-31 ... 2011-11-30, each with the first day of its 12-month window."""
    for month in range(1, 13):
        after = date(2011, month, 1)
        yield after.replace(year=after.year - 1), after - timedelta(days=1)


def contributions(orders, first, last):
    """account -> net revenue of the window, active accounts only."""
    result = {}
    for account, history in orders.items():
        window = [order for order in history if first <= order[0] <= last]
        if any(purchase for _, _, purchase in window):
            result[account] = sum(pence for _, pence, _ in window)
    return result


def rank_and_size(values):
    """contribution -> (rank, size); equal contributions share both."""
    total = sum(value for value in values if value > 0)
    result, above = {}, 0
    for position, value in enumerate(sorted(values, reverse=True), start=1):
        if value not in result:
            reached = [tier for tier, share in SHARES if above * 100 < total * share]
            result[value] = position, reached[0] if value > 0 and reached else 0
        above += max(value, 0)
    return result


def tier_cuts(standing):
    """tier -> least positive contribution among accounts of that size or larger."""
    return {tier: min(value for value, (_, size) in standing.items() if value > 0 and size >= tier)
            for tier, _ in SHARES}


def firm_tier(before, size, value, cuts):
    """How far from `before` towards `size` the cuts are passed by more than 10 %."""
    tier = before
    while tier < size and value * 10 > cuts[tier + 1] * 11:
        tier += 1
    while tier > size and value * 10 < cuts[tier] * 9:
        tier -= 1
    return tier


def steady(state, size, value, cuts):
    """The next (tier, trial); a trial is (tier, month ends held) or None."""
    if state is None:
        return size, None
    before, trial = state
    if size == before:
        return before, None
    up = size > before
    nearer, farther = (min, max) if up else (max, min)
    if trial and trial[0] != before and (trial[0] > before) == up:
        trial = nearer(trial[0], size), trial[1] + 1
    else:
        trial = size, 1
    held = trial[0] if trial[1] >= 2 else before
    tier = farther(held, firm_tier(before, size, value, cuts))
    if tier != before:
        trial = size, 1
    return tier, trial if tier != size else None


def judge(orders):
    """The judgements of all month ends, each resting on the one before."""
    states, result = {}, []
    for first, last in month_ends():
        values = contributions(orders, first, last)
        standing = rank_and_size(values.values())
        cuts, accounts, now = tier_cuts(standing), [], {}
        for account, value in sorted(values.items()):
            rank, size = standing[value]
            now[account] = steady(states.get(account), size, value, cuts)
            accounts.append([account, value, rank, TIERS[size], TIERS[now[account][0]]])
        states = now  # an account not active now starts afresh when it returns
        result.append({"day": last.isoformat(), "accounts": accounts,
                       "cuts": {TIERS[tier]: cut for tier, cut in cuts.items()}})
    return result


if __name__ == "__main__":
    json.dump(judge(read_orders(sys.argv[1])), sys.stdout)
    print()

"""Files that journeys bring along."""

from pathlib import Path

from visit import Visit

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
NOBODYS = "600000,S1,Pump 1,1,2011-03-03 09:00:00,2.50,,France\n"
# Every word that stands in such a file.
ORDERS = HEADER + NOBODYS


def order_file(visit: Visit, orders: int = 60) -> Path:
    """A file of orders over twelve accounts; two rows have no customer."""
    rows = [
        f"{500000 + order},S{line},Pump {line},{1 + order % 5},2011-{1 + order % 9:02}-1{line} 09:00:00,{2 + line}.50,{12000 + order % 12}.0,France\n"
        for order in range(orders)
        for line in range(3)
    ]
    file = visit.product.folder / "orders.csv"
    file.write_text(HEADER + "".join(rows) + NOBODYS * 2, "utf-8")
    return file

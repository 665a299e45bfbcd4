import Measures

/// Finds a mapping for a file from its header and first rows: a proposal for a person to correct.
package enum MappingGuess {
    /// Of a guessed mapping, and so the source of its order numbers: files of one system, whatever they are called, are
    /// of one source, or a renamed file would bring all its orders in again.
    package static let usualName = "orders"

    /// The names files give to fields, in English and Chinese.
    package static let names: [OrderField: [String]] = [
        .orderNumber: [
            "order number", "order no", "order no.", "order id", "order", "orderid", "ordernumber", "invoiceno",
            "invoice no", "invoice", "invoice number", "document number", "so number", "订单号", "订单编号", "订单 id",
            "订单id", "单号", "单据编号", "销售单号",
        ],
        .day: [
            "order date", "orderdate", "date", "day", "invoicedate", "invoice date", "document date", "订单日期",
            "下单日期", "日期", "下单时间", "单据日期", "销售日期",
        ],
        .accountCode: [
            "account code", "account", "customer code", "customer id", "customerid", "customer no", "customer number",
            "customer", "client", "客户编号", "客户编码", "客户 id", "客户id", "客户代码", "客户",
        ],
        .accountName: ["account name", "customer name", "company", "company name", "客户名称", "客户名", "公司名称"],
        .productCode: [
            "product code", "product id", "productid", "sku", "stockcode", "item", "item code", "item number",
            "product",
            "产品编号", "产品编码", "产品 id", "产品id", "商品编码", "商品编号", "物料编码", "货号", "存货编码",
        ],
        .productName: [
            "product name", "description", "item name", "item description", "产品名称", "商品名称", "品名", "物料名称",
            "存货名称",
        ],
        .category: ["category", "product category", "sub-category", "product line", "类别", "产品类别", "品类", "商品分类", "子类别"],
        .quantity: ["quantity", "qty", "units", "数量", "销售数量", "件数"],
        .unitPrice: ["unit price", "unitprice", "price", "单价", "含税单价", "不含税单价", "售价"],
        .amount: ["amount", "line amount", "net amount", "sales", "revenue", "total", "金额", "销售额", "销售金额", "不含税金额"],
        .cost: ["cost", "cost amount", "cogs", "line cost", "成本", "成本金额", "销售成本"],
        .profit: ["profit", "margin", "gross profit", "利润", "毛利"],
        .currency: ["currency", "currency code", "币种", "货币"],
        .region: [
            "ship to", "ship-to", "ship-to region", "region", "country", "state", "地区", "国家", "国家/地区", "省/自治区", "省份",
            "城市",
        ],
        .status: ["status", "order status", "状态", "订单状态"],
    ]

    /// A file's own name as a source; its rejected lines, mended, are of the same one.
    package static func source(_ name: String) -> String {
        for ending in ["-rejected", "_rejected", ".rejected"] where name.hasSuffix(ending) && name != ending {
            return String(name.dropLast(ending.count))
        }
        return name
    }

    /// A mapping whose columns are the file's own names; fields that nothing seems to mean stay out.
    package static func mapping(name: String, header: [String], key: (String) -> String) -> Mapping {
        if let known = BuiltInMappings.all.first(where: { fits($0, header.map(key), key) }) { return known }
        var columns: [OrderField: [String]] = [:]
        var taken: Set<String> = []
        for field in OrderField.allCases {
            let free = header.filter { !taken.contains($0) }
            let ranks = (names[field] ?? []).map { tight(key($0)) }
            let fitting = free.compactMap { name in
                ranks.firstIndex(of: tight(key(name))).map { (rank: $0, name: name) }
            }
            guard let match = fitting.min(by: { $0.rank < $1.rank })?.name else { continue }
            columns[field] = [match]
            taken.insert(match)
        }
        let void = CancelRule(
            field: .status, equals: ["cancelled", "canceled", "已取消", "取消", "作废", "已作废"], means: .void)
        return Mapping(name: name, columns: columns, cancelled: columns[.status] == nil ? [] : [void])
    }

    /// "order_number", "Order-No." and "order number" mean the same.
    private static func tight(_ name: String) -> String { name.filter { !" _-./#".contains($0) } }

    private static func fits(_ mapping: Mapping, _ header: [String], _ key: (String) -> String) -> Bool {
        mapping.columns.values.allSatisfy { names in names.contains { header.contains(key($0)) } }
    }
}

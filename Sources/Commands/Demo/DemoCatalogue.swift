import Foundation
import Ledger

/// What the demo company sells: twelve categories of industrial parts, twenty-five products each.
struct DemoCatalogue {
    struct Product {
        var place: Int
        /// List price in yuan.
        var price: Double
        /// Cost as a share of the list price.
        var costRate: Double
        /// Pieces in an ordinary line.
        var usualQuantity: Double
    }

    private struct Category {
        var letters: String
        var name: String
        var items: [String]
        var price: Double
        var costRate: Double
    }

    private(set) var products: [OrderBatch.Product] = []
    private(set) var terms: [Product] = []
    static let perCategory = 25

    var categoryCount: Int { Self.categories.count }

    init(_ random: inout SeededGenerator) {
        for category in Self.categories {
            for number in 1...Self.perCategory {
                let item = category.items[(number - 1) % category.items.count]
                let price = category.price * exp(random.normal() * 0.5)
                terms.append(
                    Product(
                        place: products.count, price: (price * 100).rounded() / 100,
                        costRate: category.costRate + random.normal() * 0.03, usualQuantity: max(1, 4_000 / price)))
                products.append(
                    OrderBatch.Product(
                        code: category.letters + "-" + String(1_000 + number).dropFirst(),
                        name: "\(item) \(category.letters)\(100 + number * 5)", category: category.name))
            }
        }
    }

    func product(category: Int, number: Int) -> Product { terms[category * Self.perCategory + number] }

    private static let categories: [Category] = [
        Category(letters: "ZC", name: "轴承", items: ["深沟球轴承", "圆锥滚子轴承", "调心球轴承", "推力轴承"], price: 60, costRate: 0.72),
        Category(letters: "JG", name: "紧固件", items: ["内六角螺栓", "高强度螺母", "不锈钢垫圈", "膨胀螺栓"], price: 3, costRate: 0.66),
        Category(letters: "YY", name: "液压件", items: ["液压缸", "柱塞泵", "换向阀", "蓄能器"], price: 1_800, costRate: 0.74),
        Category(letters: "QD", name: "气动元件", items: ["气缸", "电磁阀", "气源处理器", "快插接头"], price: 160, costRate: 0.68),
        Category(letters: "DJ", name: "电机", items: ["三相异步电机", "伺服电机", "步进电机", "变频电机"], price: 1_500, costRate: 0.78),
        Category(letters: "JS", name: "减速机", items: ["蜗轮减速机", "行星减速机", "齿轮减速机"], price: 2_200, costRate: 0.75),
        Category(letters: "CG", name: "传感器", items: ["接近开关", "光电传感器", "压力变送器", "编码器"], price: 240, costRate: 0.6),
        Category(letters: "DL", name: "电缆", items: ["拖链电缆", "控制电缆", "屏蔽电缆"], price: 18, costRate: 0.82),
        Category(letters: "FM", name: "阀门", items: ["球阀", "蝶阀", "止回阀", "截止阀"], price: 420, costRate: 0.7),
        Category(letters: "BE", name: "水泵", items: ["离心泵", "潜水泵", "隔膜泵"], price: 2_600, costRate: 0.76),
        Category(letters: "MF", name: "密封件", items: ["O 形圈", "油封", "机械密封"], price: 12, costRate: 0.55),
        Category(letters: "DR", name: "切削刀具", items: ["硬质合金刀片", "立铣刀", "钻头", "丝锥"], price: 75, costRate: 0.64),
    ]
}

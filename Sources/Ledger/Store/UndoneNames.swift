import Accounts
import Database

/// What undone runs created goes once nothing that still stands needs it; an account that people took on stays.
enum UndoneNames {
    static func remove(in connection: any Connection) throws -> (accounts: Int, products: Int) {
        let accounts = try AccountRegister.remove(
            where: """
                created_run IN (SELECT id FROM runs WHERE state = 'undone')
                AND owner_id IS NULL
                AND NOT EXISTS (SELECT 1 FROM account_team t WHERE t.account_id = accounts.id)
                AND NOT EXISTS (SELECT 1 FROM account_shares s WHERE s.account_id = accounts.id)
                AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.account_id = accounts.id)
                AND NOT EXISTS (SELECT 1 FROM late_bookings b WHERE b.account_id = accounts.id)
                AND NOT EXISTS (SELECT 1 FROM account_costs c WHERE c.account_id = accounts.id)
                AND id NOT IN (
                    SELECT v.account_id FROM order_versions v JOIN runs r ON r.id = v.run_id WHERE r.state <> 'undone')
                AND id NOT IN (
                    SELECT v.account_id FROM account_cost_versions v JOIN runs r ON r.id = v.run_id
                    WHERE r.state <> 'undone')
                """, in: connection)
        let products = try connection.execute(
            """
            DELETE FROM products WHERE created_run IN (SELECT id FROM runs WHERE state = 'undone')
            AND id NOT IN (SELECT DISTINCT product_id FROM order_lines)
            """)
        return (accounts, products)
    }
}

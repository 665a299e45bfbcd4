import Audit
package import Foundation
package import Jobs
import Ledger
import People
import Rights
package import Site

/// Order files become orders: in the browser, and through `OrderImport` on the command line.
package enum ImportsFeature {
    package static var feature: Feature {
        Feature(
            name: "Imports", migrations: ImportsSchema.migrations,
            templates: [
                "import-list": PackageResources.import_list_mustache,
                "import-new": PackageResources.import_new_mustache,
                "import-mapping": PackageResources.import_mapping_mustache,
                "import-pass": PackageResources.import_pass_mustache,
                "import-state": PackageResources.import_state_mustache,
                "import-moving": PackageResources.import_moving_mustache,
                "import-rest": PackageResources.import_rest_mustache,
                "import-waiting": PackageResources.import_waiting_mustache,
                "import-run": PackageResources.import_run_mustache,
                "import-run-state": PackageResources.import_run_state_mustache,
                "import-run-moving": PackageResources.import_run_moving_mustache,
                "import-run-rest": PackageResources.import_run_rest_mustache,
                "import-undo": PackageResources.import_undo_mustache,
                "import-counts": PackageResources.import_counts_mustache,
            ],
            texts: ImportText.self,
            navigation: [NavigationItem(.settings, "/imports", title: ImportText.imports, for: .importing).leading],
            contributions: [audit, OrderAPI.operations],
            routes: { routes in
                ImportRoutes.hang(routes)
                MappingRoutes.hang(routes)
                RunRoutes.hang(routes)
            })
    }

    private static var audit: AuditWords {
        AuditWords(
            acts: [.mappingSaved: ImportText.actMappingSaved, .mappingRemoved: .actMappingRemoved],
            kinds: [.mapping: ImportText.auditMapping],
            values: [
                "kind": [RunKind.orders: ImportText.ofOrders, RunKind.costs: .ofCosts],
                "state": [
                    Run.State.done.rawValue: ImportText.stateDone, Run.State.failed.rawValue: .stateFailed,
                    Run.State.undone.rawValue: .stateUndone,
                ],
            ])
    }

    /// The background work behind the pages, for the worker.
    package static func jobs(temporaryFolder: URL = FileManager.default.temporaryDirectory) -> [JobHandler] {
        [ImportJob(temporaryFolder: temporaryFolder).handler, UndoJob().handler]
    }
}

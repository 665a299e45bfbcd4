package import Site

extension Visit {
    /// What this visitor may see: everything for whoever is signed in, until teams and rights come.
    package var scope: Scope { viewer == nil ? .nothing : .everything }
}

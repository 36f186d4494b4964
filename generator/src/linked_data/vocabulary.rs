//! Every IRI that faircat writes, each one documented constant.
//!
//! schema.org terms are in `http://schema.org/`, the namespace of its own RDF, of FAIR4ML and of
//! the published shapes. One namespace throughout, or a query that names one misses the other.

use oxrdf::NamedNodeRef;

macro_rules! vocabulary {
    ($(#[$module_doc:meta])* $module:ident, $namespace:literal, { $($(#[$doc:meta])* $constant:ident = $term:literal;)* }) => {
        $(#[$module_doc])*
        pub mod $module {
            use super::NamedNodeRef;

            /// The namespace.
            pub const NAMESPACE: &str = $namespace;
            $(
                $(#[$doc])*
                pub const $constant: NamedNodeRef<'static> =
                    NamedNodeRef::new_unchecked(concat!($namespace, $term));
            )*
        }
    };
}

vocabulary! {
    /// [schema.org](https://schema.org/) 30.0.
    schema, "http://schema.org/", {
        /// The name of the item.
        NAME = "name";
    }
}

//! Licences, families of them, and what is none.

use super::{Meaning, is_no_statement, is_standard, meaning};

#[test]
fn licences_are_known_in_the_forms_that_people_write() {
    for text in [
        "MIT",
        "mit",
        "MIT License",
        "The MIT License (MIT)",
        "cc-by-4.0",
        "CC BY 4.0",
        "CC-BY 4.0",
        "Creative Commons Attribution 4.0 International",
        "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication",
        "Apache 2.0",
        "Apache License, Version 2.0",
        "GNU General Public License v3.0",
        "GPL-3.0-or-later",
        "GPL-3.0",
        "BSD 3-Clause",
        "MIT OR Apache-2.0",
        "MIT OR LicenseRef-own",
        "GPL-3.0-or-later WITH Classpath-exception-2.0",
        "Open Government Licence v3.0",
        "https://spdx.org/licenses/MIT",
        "http://spdx.org/licenses/CC0-1.0.html",
        "https://choosealicense.com/licenses/mit/",
        "https://opensource.org/license/mit",
        "https://opensource.org/licenses/BSD-3-Clause",
        "http://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/licenses/by/4.0",
        "https://www.creativecommons.org/licenses/by-nc-nd/3.0/deed.de",
        "https://creativecommons.org/publicdomain/zero/1.0/legalcode",
        "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "https://www.gnu.org/licenses/gpl-3.0.en.html",
        "https://www.apache.org/licenses/LICENSE-2.0",
        "http://www.opendatacommons.org/licenses/pddl/1.0/",
        "https://data.europa.eu/eli/dec_impl/2017/863/oj",
        "https://www.govdata.de/dl-de/by-2-0",
        "creativecommons.org/licenses/by/4.0/",
        "www.creativecommons.org/publicdomain/zero/1.0",
        "//creativecommons.org/licenses/by-sa/4.0",
        "spdx.org/licenses/MIT",
        "opensource.org/licenses/Apache-2.0",
        "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
        "https://publications.europa.eu/resource/authority/licence/CC_BYNCSA_4_0",
        "http://publications.europa.eu/resource/authority/licence/CC0",
        "http://publications.europa.eu/resource/authority/licence/ODC_BL",
        "http://publications.europa.eu/resource/authority/licence/EUPL_1_2",
        "http://publications.europa.eu/resource/authority/licence/APACHE_2_0",
        "publications.europa.eu/resource/authority/licence/OGL_3_0",
        "https://opensource.org/license/apache-2-0",
        "https://opensource.org/license/bsd-3-clause/",
        "https://opensource.org/license/gpl-3-0",
        "https://opensource.org/license/agpl-v3",
        "https://opensource.org/license/lgpl-2-1",
        "https://opensource.org/license/mpl-2-0",
        "https://opensource.org/license/isc-license-txt",
        "https://opensource.org/license/osl-3-0-php",
        "https://opensource.org/license/nasa1-3-php",
        "https://opensource.org/license/ms-pl-html",
        "http://www.opensource.org/licenses/mit-license.php",
        "http://purl.org/NET/rdflicense/cc-by4.0",
        "http://purl.org/NET/rdflicense/cc-by-nc-nd3.0",
        "https://purl.org/net/rdflicense/cc-zero1.0",
        "http://purl.org/NET/rdflicense/gpl3.0",
        "http://purl.org/NET/rdflicense/APACHE2.0",
        "http://purl.org/NET/rdflicense/mit1.0",
        "http://purl.org/NET/rdflicense/odc-by1.0.ttl",
        "https://scancode-licensedb.aboutcode.org/cc-by-4.0.html",
        "https://scancode-licensedb.aboutcode.org/bsd-new.json",
        "https://scancode-licensedb.aboutcode.org/gpl-2.0-plus",
        "https://licensedb.org/id/CC-BY-4.0.html",
        "https://creativecommons.org/licenses/by/3.0/es/",
        "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
        "https://www.gnu.org/licenses/gpl-3.0-standalone.html",
        "https://www.gnu.org/licenses/fdl-1.3.html",
        "https://www.eclipse.org/legal/epl-v10.html",
        "https://www.mozilla.org/en-US/MPL/2.0/",
        "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
        "http://dcat-ap.de/def/licenses/cc-by/4.0",
        "http://www.opendefinition.org/licenses/odc-odbl",
        "http://www.opendefinition.org/licenses/cc-zero",
        "CC-By Attribution 4.0 International",
        "CC-By Attribution-ShareAlike 4.0 International",
        "Licence Ouverte / Open Licence version 2.0",
        "license:mit",
        "license:apache-2.0",
        "licence: CC-BY-4.0",
        "GPLv3",
        "GPL v3",
        "GPL-3",
        "GPLv2+",
        "GNU GPL v3",
        "GNU GPL (v3)",
        "GNU GPL, version 2 or later",
        "GNU General Public License (GPL) v3",
        "GNU Lesser General Public License 3.0",
        "LGPLv2.1",
        "AGPLv3",
        "Apache 2",
        "Apache2",
        "Apache-2",
        "Apache License v2",
        "Apache Software License 2.0",
        "ASL 2.0",
        "MPL 2",
        "BSD 3",
        "3-Clause BSD",
        "New BSD License",
        "BSD-2",
        "CC BY 4",
        "CC-BY4.0",
        "CC–BY–4.0",
        "cc_by_sa_4.0",
        "ccby 4.0",
        "CC BY-NC-SA 4.0",
        "CC BY 3.0 DE",
        "Creative Commons BY 4.0",
        "Creative Commons Attribution 4.0",
        "Creative Commons Attribution-ShareAlike 4.0 International License",
        "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International",
        "Creative Commons Zero",
        "Attribution 4.0 International (CC BY 4.0)",
        "CC0",
        "CC Zero",
        "CC0: Public Domain",
        "CC0 Public Domain Dedication",
        "Public Domain Mark 1.0",
        "ODbL",
        "ODC Attribution License (ODC-By)",
        "ODC Public Domain Dedication and Licence (PDDL)",
        "Community Data License Agreement - Permissive - Version 1.0",
        "Boost Software License",
        "MIT/Apache-2.0",
        "MIT and CC BY 4.0",
    ] {
        assert!(is_standard(text), "{text}");
    }
}

#[test]
fn what_is_no_standard_licence_is_not_taken_for_one() {
    for text in [
        "https://creativecommons.org/licenses/by/5.0/",
        "https://creativecommons.org/licenses/by-what/4.0/",
        "https://www.apache.org/licenses/contributor-agreements.html",
        "https://www.gnu.org/licenses/license-list.html",
        "https://schema.org.evil.example/",
        "MIT (modified)",
        "CC BY 5.0",
        "GPL 9",
        "license: mine",
        "public domain",
        "Public",
        "copyright 4.0",
        "NOASSERTION",
        "NONE",
        "https://spdx.org/licenses/NOASSERTION",
        "https://spdx.org/licenses/NONE.html",
        "other",
        "LicenseRef-own",
        "LicenseRef-own OR MIT-like",
        "MIT AND LicenseRef-own",
        "MIT AND NOASSERTION",
        "(MIT OR Apache-2.0) AND LicenseRef-own",
        "MIT WITH AdditionRef-own",
        "proprietary",
        "All rights reserved",
        "GPL",
        "BSD",
        "CC",
        "CC BY",
        "free for research",
        "https://example.org/my-terms",
        "https://creativecommons.org/about",
        "https://creativecommons.org/licenses/",
        "https://spdx.org/licenses/",
        "https://opensource.org/",
        "https://spdx.org/licenses/no-such",
        "https://evil.example/creativecommons.org/licenses/by/4.0",
        "http://rightsstatements.org/vocab/InC/1.0/",
        "info:eu-repo/semantics/openAccess",
        "http://publications.europa.eu/resource/authority/licence/OP_DATPRO",
        "http://publications.europa.eu/resource/authority/licence/",
        "creativecommons.org/about",
        "evil.example/creativecommons.org/licenses/by/4.0",
        "MIT/other",
    ] {
        assert!(!is_standard(text), "{text}");
    }
}

#[test]
fn words_for_no_licence_state_none() {
    for text in [
        "NOASSERTION",
        "none",
        " Unknown ",
        "",
        "N/A",
        "Not specified",
        "notspecified",
        "not-specified",
        "License not specified",
        "Unknown license",
        "other-open",
        "Other (Public Domain)",
        "no licence",
        "licence: none",
        "UNLICENSED",
        "http://publications.europa.eu/resource/authority/licence/UNKNOWN",
        "https://spdx.org/licenses/NOASSERTION",
        "http://spdx.org/licenses/NONE.html",
        "https://choosealicense.com/licenses/other/",
    ] {
        assert!(is_no_statement(text), "{text}");
    }
    for text in [
        "MIT",
        "The Unlicense",
        "proprietary",
        "All rights reserved",
        "https://spdx.org/licenses/MIT",
        "https://example.org/none",
    ] {
        assert!(!is_no_statement(text), "{text}");
    }
}

#[test]
fn a_family_without_version_is_said_to_be_one() {
    for text in [
        "GPL",
        "GNU GPL",
        "GNU General Public License (GPL)",
        "LGPL",
        "Apache",
        "Apache License",
        "BSD",
        "BSD License",
        "MPL",
        "CC",
        "Creative Commons",
        "CC BY",
        "CC-BY",
        "CC BY-SA",
        "Creative Commons Attribution",
        "EUPL",
        "https://creativecommons.org/licenses/by/",
        "https://www.gnu.org/licenses/gpl.html",
        "https://www.gnu.org/licenses/gpl",
        "http://www.opensource.org/licenses/bsd-license.php",
        "https://www.apache.org/licenses/",
        "https://eupl.eu/",
        "license:gpl",
        "http://www.opendefinition.org/licenses/cc-by",
    ] {
        assert_eq!(meaning(text), Meaning::Family, "{text}");
    }
    for text in ["MIT", "proprietary", "Open", "https://example.org/gpl"] {
        assert_ne!(meaning(text), Meaning::Family, "{text}");
    }
}

/// Every licence of the list is known by identifier, full name and page, in any capitals.
#[test]
fn the_whole_list_is_known() {
    for license in spdx::identifiers::LICENSES {
        if is_no_statement(license.name) {
            continue;
        }
        let page = format!("https://spdx.org/licenses/{}.html", license.name);
        for text in [license.name, &license.name.to_lowercase(), license.full_name, &page] {
            assert!(is_standard(text), "{text}");
        }
    }
}

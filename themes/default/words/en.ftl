# The words of the theme in English. `{ $name }` is the place of a value; `<name>…</name>` what a
# link or another element holds. What Fluent's files can do: https://projectfluent.org/fluent/guide/

## Kinds of records, and what all pages say

kind-model = Model
kinds-model = Models
kind-dataset = Dataset
kinds-dataset = Datasets
kind-software = Software
kinds-software = Software
kind-workflow = Workflow
kinds-workflow = Workflows
kind-training-material = Training material
kinds-training-material = Training materials
kind-person = Person
kinds-person = People
kind-organization = Organization
kind-manual = Manual
kind-principle = Principle
kind-page = Page
kinds-organization = Organizations
status-draft = draft
status-deprecated = deprecated
status-withdrawn = withdrawn
outcome-pass = Pass
outcome-fail = Fail
outcome-na = Not applicable
outcome-unknown = Not yet known
fair-F = Findable
fair-A = Accessible
fair-I = Interoperable
fair-R = Reusable
count-records = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
count-principles = { $count ->
    [one] { $count } principle
   *[other] { $count } principles
}
count-indicators = { $count ->
    [one] { $count } indicator
   *[other] { $count } indicators
}
range-of = { $first }–{ $last } of { $total }
page-number = { $title }, page { $page }
words-to-look-for = Words to look for
search = Search
manual = manual
filters = Filters
tags = Tags
next = Next
previous = Previous
on-this-page = On this page
meaning = Meaning
format = Format
principle = Principle
indicator = Indicator
catalogue = Catalogue
scorecards = Scorecards
number-decimal = { "." }

## Days

date-month-1 = January
date-month-2 = February
date-month-3 = March
date-month-4 = April
date-month-5 = May
date-month-6 = June
date-month-7 = July
date-month-8 = August
date-month-9 = September
date-month-10 = October
date-month-11 = November
date-month-12 = December
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }

## base.html

base-feed = New and changed records
base-skip = Skip to the content
base-menu = Menu
base-search = Search the catalogue
base-search-hint = Search models, data, people
base-theme = Change between light and dark
base-main = Main
base-about = About
base-breadcrumb = Breadcrumb
base-home = Home
base-license = Descriptions are free to reuse under <license>{ $name }</license>.
base-machines = For machines
base-statements = All statements
base-api = API
base-feed-short = Feed
base-training = Training
base-about-site = About this site
base-manual = Manual
base-formats = Formats
base-federation = Federation
base-principles = FAIR principles
base-assess = Assess your page
base-source = Source
base-contact = Contact
base-no-address = This copy was built without the address at which it is published. Its identifiers, and links to cite, begin with { $address } and answer only on a computer where <code>faircat serve</code> runs.
base-made-with = Made with faircat { $version }
base-draft = <strong>Draft.</strong> This page is for a look only: it is not published before <code>status: draft</code> is taken out of its record.

## The page about the catalogue, in Markdown, where a site has none of its own

about-lead = { $title } is a catalogue of AI models, datasets, software, workflows and training materials. Each record says what a work is, who made it, where its files are, and how FAIR it is: findable, accessible, interoperable and reusable.
about-reuse = Reuse
about-license = The descriptions are free to reuse under { $license }. The works themselves carry the licences named in their records.
about-programs = For programs
about-addresses = Every record has its page and its linked data at addresses that stay. The whole catalogue is one graph, which the [SPARQL page](sparql/) asks and `dump.nq.gz` holds.
about-measured = How FAIR is measured
about-scorecards = Each record is tested automatically against the [principles for its kind](principles/). A scorecard names the evidence of every verdict.

## Lists

facet-task = Task
facet-experiment = Experiment
facet-framework = Framework
facet-license = Licence
facet-failing = FAIR principle failed
facet-keyword = Keyword
list-none = No records yet
list-remove = (remove the filter)
list-empty = A record of this kind is a file { $file }. The <manual>manual</manual> shows one.
list-kind = Kind
list-kind-label = Kind of record
list-all-values = All { $count } values
list-pages = Pages of the list
list-page = Page { $page }
list-about = { $kinds } of this catalogue: { $count }.
list-by-title = { $kinds }, { $facet }: { $value }
list-by-about = { $kinds } of this catalogue with { $facet } { $value }: { $count }.
list-values-title = { $kinds }: { $facet }
list-values-about = All values of { $facet } among the { $kinds }.

## Cards

card-more-authors = { $names } and { $more } more
card-glance = { $passed } of { $of } FAIR principles met:
card-glance-group = { $name } { $passed } of { $of }
card-met = { $passed } of { $of } principles met

## Home page

home-search = Search the whole catalogue
home-search-label = What are you looking for?
home-search-hint = A task, a format, a name …
home-what = What this is
home-new = New in the catalogue
home-key = Each letter fills with the principles met. <all>All { $count } scorecards</all>
home-subjects = Subjects
home-all-tags = All tags
home-how = How it works
home-describe = Somebody describes a work
home-describe-text = One YAML file says what a model or dataset is, how it was made and where its files are. Every field is checked, down to the digits of an ORCID. <manual>Write a record</manual>
home-machines = Machines read it too
home-machines-text = From that file come the page, JSON-LD, DataCite, citations and one graph of everything, each saying the same.
home-ask = Ask the graph
home-measured = The FAIR state is measured
home-measured-text = Each principle has automated tests. A verdict names its evidence, and a fail names the line to add. <principles>Read the principles</principles>
home-programs = For programs
home-catalog-file = The catalogue as schema.org and DCAT; also <turtle>as Turtle</turtle>
home-dump-file = Every statement, one named graph per record; described by <void>VoID</void>
home-sparql-file = Questions across all records, with examples
home-api-file = Records and scorecards as JSON, with their schemas
home-feed-file = What is new and what changed

## Tags

tag = Tag
tags-none = No record has a keyword yet.
tags-lead = { $count ->
    [one] { $count } keyword, across all kinds of records.
   *[other] { $count } keywords, across all kinds of records.
}
tags-frequent = In use most
tags-about = { $count ->
    [one] The { $count } keyword under which records are filed.
   *[other] The { $count } keywords under which records are filed.
}
tag-about = { $count ->
    [one] { $count } record about { $tag }.
   *[other] { $count } records about { $tag }.
}
tags-signs = Signs

## Notebooks

notebooks = Notebooks
notebooks-about = Notebooks of this site, with what their cells gave when they were run.
notebook-download = Download the notebook
notebook-open-in = Open in { $name }
notebook-not-run = This notebook has not been run here; its cells are shown without results.
notebook-image = Image that the cell gave
notebook-cut = The notebook has more of this output.
notebook-left-out = An output of the type { $type } is in the notebook and not shown here.

## Search

search-form = Full text of the catalogue
search-federated = { $count ->
    [one] also in { $count } other catalogue
   *[other] also in { $count } other catalogues
}
search-needs-script = Searching needs JavaScript. The <lists>lists</lists> and <tags>tags</tags> work without.
search-looking = Looking …
search-start = Type to search the full text of every record, and the manual
search-help = What can be looked for
search-help-words = Words as they are written, and phrases in quotes: “bragg peak”. Longer words of names are tried for the last one; nothing is guessed for others.
search-help-names = Identifiers (DOI, ORCID iD, ROR, SHA-256), licences, formats, names of files, features and metrics.
search-help-pages = Chapters of the <manual>manual</manual>, and <principles>principles</principles> by their name, as R1.1.
search-help-else = Without words

## Missing pages

missing-title = There is no page at this address
missing-lead = The record may have been renamed. Withdrawn records keep their page, so it was not one of those.
missing-search = Search for it
missing-about = There is no page at this address.

## People and organizations

agents-count = { $count } in this catalogue
agents-letters = First letters
agents-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
agents-about = { $kinds } named in this catalogue: { $count }.

## Scorecards

outcome-p = pass
outcome-f = fail
outcome-u = unknown
outcome-n = not applicable
scorecards-record = Record
scorecards-met = Met
scorecards-unknown = not yet known, evidence is missing
scorecards-matrix = { $rubric }: records by principle
scorecards-by-record = { $rubric }, record by record.
scorecards-rubrics = Rubrics
scorecards-overview = Overview
scorecards-failing = Records that fail a principle:
scorecards-lead = Every record is tested against the FAIR principles for its kind. The tests run on what is published, never on what a record says of itself. <principles>What is tested, and how</principles>
scorecards-assess = Assess a page or file of yours
scorecards-in-matrix = { $count ->
    [one] { $count } scorecard in a matrix
   *[other] { $count } scorecards in a matrix
}
scorecards-verdicts = { $rubric }: verdicts by principle
scorecards-caption = { $count ->
    [one] How many of { $count } record meet each principle
   *[other] How many of { $count } records meet each principle
}
scorecards-share = Share
scorecards-fails = { $count ->
    [one] { $count } record fails { $principle }
   *[other] { $count } records fail { $principle }
}
scorecards-none = No record has a scorecard yet.
scorecards-about = How FAIR the records of this catalogue are, principle by principle, with the evidence.
rubric-models = Models
rubric-datasets = Data
rubric-software = Software

## Principles

rubric-title-models = FAIR principles for AI models
rubric-title-datasets = FAIR principles for data
rubric-title-software = FAIR principles for research software
principles = Principles
principles-about = The FAIR principles that records are held to, and how each is tested.
principles-lead = FAIR stands for findable, accessible, interoperable and reusable. Models, data and software are each held to principles of their own. Every principle has automated tests, called indicators, and each has an address that stays.
principles-for = For { $kinds }.
principles-after = After <source>{ $citation }</source>.
principles-verdict = What a verdict means
principles-pass = Every indicator of the principle that applies found what it asks for.
principles-fail = At least one indicator did not. The scorecard shows the line to add to the record.
principles-unknown = The answer lies outside the catalogue, as whether a DOI resolves, and has not been gathered. <evidence>How evidence is gathered</evidence>
principles-na = The question does not arise for this record.
principles-others = Other assessments ask similar questions: <crosswalk>the crosswalk to RDA, F-UJI and FAIRshake</crosswalk>.
principles-assess = What is described elsewhere can be held to the same principles: <assess>assess a page or file of yours</assess>.
rubric-lead = { $count ->
    [one] { $count } principle after <source>{ $citation }</source>, in our words, with the { $indicators } that test it.
   *[other] { $count } principles after <source>{ $citation }</source>, in our words, with the { $indicators } that test them.
}
rubric-scorecards = <scorecards>Scorecards</scorecards> of { $kinds }
rubric-about = { $count ->
    [one] { $count } principle and the { $indicators } automated indicators that test it.
   *[other] { $count } principles and the { $indicators } automated indicators that test them.
}
and = and

## Crosswalk

crosswalk = Crosswalk
crosswalk-lead = Indicators of this catalogue beside those of the <rda>RDA FAIR Data Maturity Model</rda>, <fuji>F-UJI</fuji> and <fairshake>FAIRshake</fairshake>. Where a cell is empty, the other assessment has no counterpart.
crosswalk-about = Which indicators of RDA, F-UJI and FAIRshake correspond to those of this catalogue.
crosswalk-counterparts = { $rubric }: counterparts

## Assessing other pages

assess-title = Assess your page
assess-about = How FAIR is a page or a file of yours? Its scorecard, made in your own browser.
assess-lead = How FAIR is what you have? Give a page or a file that describes a model, a dataset or software, and get its scorecard, with what is missing in the words of its own format.
assess-promise = <strong>Nothing leaves your device.</strong> The assessor is a program that your browser runs on this page. Nobody else sees what you give it.
assess-file = A file
assess-drop = Drop a file here, or choose one
assess-file-note = { $count ->
    [one] A saved web page, or a file of { $count } format: which one it is, its content tells.
   *[other] A saved web page, or a file of { $count } formats: which one it is, its content tells.
}
assess-formats = Formats that are read
assess-html = HTML pages
assess-text = Or its text
assess-paste = Paste a page’s HTML, JSON-LD, or the text of such a file
assess-this = Assess this text
assess-example = Fill in an example
assess-needs-script = This page needs JavaScript. The program below does the same on your computer.
assess-without = <strong>This copy of the site was built without the assessor.</strong> The program below does the same on your computer.
assess-working = The assessment is in progress
cancel = Cancel
assess-elsewhere = On your own computer
assess-elsewhere-text = A page at an address, large files and archives are assessed by the program, in the same way. <manual>How to assess what others made</manual>
copies-commands = the commands

## SPARQL

sparql-lead = Ask a question across all records. Each record is a named graph; the <void>VoID description</void> lists the vocabularies.
sparql-queries = Queries to start from
sparql-start = Start from a question
sparql-no-queries = Put queries in { $folder }; their first comment line is the question shown here.
sparql-query = Query
sparql-keys = Ctrl + Enter runs it
sparql-run = Run the query
sparql-where = Where the query is answered
sparql-endpoint = by the endpoint
sparql-browser = in this browser
sparql-federated = { $count ->
    [one] also the statements of { $count } other catalogue
   *[other] also the statements of { $count } other catalogues
}
sparql-which = Which these are
sparql-needs-script = Without JavaScript a query is answered only where an endpoint stands behind this page. Each question on this page opens as text to copy, and the command below asks it from your computer.
sparql-elsewhere = Ask from your own computer
sparql-command = The same query on the command line, over the published statements:
sparql-command-saved = The same query on the command line, over the published statements, once <dump>{ $name }</dump> is saved:
sparql-serve = As a SPARQL 1.1 endpoint with this page in front of it:

search-title = Search
search-about = Full-text search over all records of the catalogue.
sparql-about = Ask questions across all records of the catalogue, in SPARQL 1.1.
missing = Page not found
scorecards-title = Scorecards: { $rubric }
scorecards-matrix-about = { $count ->
    [one] The verdicts on { $count } record, principle by principle.
   *[other] The verdicts on { $count } records, principle by principle.
}

## Federation

federation-about = The other catalogues whose works are found here too: when each was harvested, and what could not be read.
federation-lead = { $works ->
    [one] { $works } work of { $catalogs } can be found here beside our own. Each result leads to its home; what stands there counts.
   *[other] { $works } works of { $catalogs } can be found here beside our own. Each result leads to its home; what stands there counts.
}
federation-from = { $count ->
    [one] { $count } other catalogue
   *[other] { $count } other catalogues
}
federation-search = Search all catalogues
federation-ask = Ask all of them in SPARQL
federation-catalogs = Catalogues
federation-table = Catalogues, and when each was harvested
federation-read-as = Read as
federation-harvested = Harvested
federation-works = Works
federation-statements = Statements
federation-state = State
federation-asked = asked for “{ $query }”
federation-never = never
federation-not-shown = <strong>not shown</strong>: { $reason }
federation-failed = <strong>failed</strong> on { $date }: { $reason }
federation-not-yet = not harvested yet
federation-read = read
federation-in-part = read in part
count-problems = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}
and-more = and { $count } more
federation-files = What was read, and when, is also in <catalogs>catalogs.json</catalogs>; the works that several catalogues tell of are in <joined>joined.json</joined>. <manual>How catalogues are harvested</manual>
federation-same = The same work in several catalogues
federation-joined = { $count ->
    [one] { $count } work is told of by several catalogues: they have an identifier or the SHA-256 of a file in common. Where they do not agree, each stands beside its source.
   *[other] { $count } works are told of by several catalogues: they have an identifier or the SHA-256 of a file in common. Where they do not agree, each stands beside its source.
}
federation-first = The first { $count } are shown.
federation-in = { $title } in { $count } catalogues
federation-this = This catalogue
not-stated-short = not stated
federation-differences = Differences
none = none
federation-common = In common
federation-none = No work is told of by several catalogues, as far as identifiers and checksums show.

## Formats

formats-about = Every exchange format that records are read from and written to, and what each cannot say.
fate-kept = kept
fate-in-extensions = kept in extensions
fate-partly = kept in part
fate-lost = lost
formats-lead = { $count ->
    [one] { $count } exchange format: records are read from { $read } of them and written to { $written }.
   *[other] { $count } exchange formats: records are read from { $read } of them and written to { $written }.
}
formats-both = For the { $count } that go both ways, this page also counts what each cannot say.
formats-purposes = What each is for
formats-losses = What each loses
formats-matrix = Field by field
formats-table = Formats and what each is for
formats-used-by = Used by
formats-read = Read
formats-written = Written
yes = yes
no = no
formats-not-here = not by this site
formats-and-package = and a package on demand
formats-package = a package on demand
formats-where = A file named here lies beside the page of each record that the format can tell. <export>Where your record goes</export> and <import>Bring what you have</import> say how to use them.
formats-losses-text = No format but the YAML of records has a place for everything that they say. We counted: records with every field, awkward ones and those of a whole catalogue were written in each format and read again. A field is <em>kept</em> if it always comes back as it was, <em>kept in extensions</em> if what it says comes back under the name of the format, <em>kept in part</em> if it comes back of some works or with some of its values, and <em>lost</em> otherwise. A field that a format words differently counts as lost.
formats-counts = Fields kept and lost by format
formats-share = Share of fields
formats-kept = Kept
formats-in-extensions = In extensions
formats-partly = In part
formats-lost = Lost
formats-matrix-text = { $count ->
    [one] { $count } field of works. A dash means that the format is not written for works that have the field.
   *[other] { $count } fields of works. A dash means that the format is not written for works that have the field.
}
field = Field
formats-not-written = not written
formats-every-work = Every work

## Manual and other pages

pages-others = Other pages
pages-more = More about this catalogue

## Pages of records

rights-open = Open
rights-embargoed = Embargoed
rights-restricted = Restricted
rights-metadata-only = Metadata only
artifact-weights = Weights
artifact-data = Data
artifact-file-index = File index
artifact-code = Code
artifact-container = Container
artifact-configuration = Configuration
artifact-documentation = Documentation
artifact-notebook = Notebook
artifact-control-set = Control set
artifact-other = Other
relation-cites = Cites
relation-is-cited-by = Is cited by
relation-references = References
relation-is-referenced-by = Is referenced by
relation-documents = Documents
relation-is-documented-by = Is documented by
relation-describes = Describes
relation-is-described-by = Is described by
relation-is-part-of = Is part of
relation-has-part = Has part
relation-is-version-of = Is version of
relation-has-version = Has version
relation-is-new-version-of = Is new version of
relation-is-previous-version-of = Is previous version of
relation-is-variant-form-of = Is variant form of
relation-is-original-form-of = Is original form of
relation-is-identical-to = Is identical to
relation-is-derived-from = Is derived from
relation-is-source-of = Is source of
relation-requires = Requires
relation-is-required-by = Is required by
relation-is-supplement-to = Is supplement to
relation-is-supplemented-by = Is supplemented by
relation-compiles = Compiles
relation-is-compiled-by = Is compiled by
relation-continues = Continues
relation-is-continued-by = Is continued by
relation-obsoletes = Obsoletes
relation-is-obsoleted-by = Is obsoleted by
relation-is-metadata-for = Is metadata for
relation-has-metadata = Has metadata
relation-reviews = Reviews
relation-is-reviewed-by = Is reviewed by
backlink-author = Author of
backlink-contributor = Contributor to
backlink-maintainer = Maintainer of
backlink-publisher = Publisher of
backlink-copyright = Holder of the copyright of
backlink-shared = Shared
backlink-funder = Funder of
backlink-people = People
backlink-parts = Parts of the organization
backlink-made = Carried out steps in the making of
backlink-trained-on = Trained on it
backlink-validated-on = Validated on it
backlink-tested-on = Tested on it
backlink-evaluated-on = Evaluated on it
backlink-fine-tuned = Fine-tuned from it
backlink-trained-with = Trained with it
backlink-evaluated-with = Evaluated with it
backlink-made-from = Made from it
backlink-made-with = Made with it
backlink-need = Need it
backlink-read = Workflows that read it
backlink-make = Workflows that make it
backlink-teach = Teach with it
backlink-replaced = Replaced by it
role-ContactPerson = Contact person
role-DataCollector = Data collector
role-DataCurator = Data curator
role-DataManager = Data manager
role-Distributor = Distributor
role-Editor = Editor
role-HostingInstitution = Hosting institution
role-Producer = Producer
role-ProjectLeader = Project leader
role-ProjectManager = Project manager
role-ProjectMember = Project member
role-RegistrationAgency = Registration agency
role-RegistrationAuthority = Registration authority
role-RelatedPerson = Related person
role-Researcher = Researcher
role-ResearchGroup = Research group
role-RightsHolder = Rights holder
role-Sponsor = Sponsor
role-Supervisor = Supervisor
role-Translator = Translator
role-WorkPackageLeader = Work package leader
role-Other = Other contribution
role-Maintainer = Maintainer
role-Publisher = Publisher
role-CopyrightHolder = Copyright holder
role-SharedBy = Shared by
record-version = Version { $version }
record-more-authors = { $more ->
    [one] { $name } and { $more } other
   *[other] { $name } and { $more } others
}
record-authors = { $count ->
    [one] { $count } author
   *[other] { $count } authors
}
record-deprecated = This record is deprecated: look for its successor among the relations.
record-does = What it does
record-is = What it is
record-meant-for = Meant for
record-limits = Limits
record-languages = In other languages
record-considerations = Risks and other considerations
record-risks = Risks
record-ethics = Ethics
record-law = Law
record-cite = How to cite it
record-cited = How it was cited
record-cite-no-address = The site was built without its address, so a citation gives one only where the work has an identifier of its own.
record-formats = Other formats
record-edit = Edit this record
purpose-citing = To cite
purpose-reading = To read
purpose-harvesting = To harvest
purpose-assessing = To assess
purpose-packaging = To run and pack
record-source = From its source
record-source-text = What the source of this record says that has no place above.
record-glance = At a glance
record-withdrawn = <strong>Withdrawn on { $date }.</strong> { $reason }
record-use-instead = Use instead: { $work }
record-gone = The work is no longer offered. This page stays, so that citations of it keep leading somewhere.
record-files-kept = They stay published, for those who must look into what was wrong.
record-files-gone = They are not published any more, and their addresses lead nowhere. A copy is known by its SHA-256.
versions-count = { $count ->
    [one] { $count } version
   *[other] { $count } versions
}
versions-newest = { $count ->
    [one] { $count } version, of which this is the newest
   *[other] { $count } versions, of which this is the newest
}
version-newest = newest
version-this = this page
versions-all = All versions: { $work }
versions-more = { $count ->
    [one] { $count } more version has a page of its own, and is not listed here.
   *[other] { $count } more versions have pages of their own, and are not listed here.
}
version-newer = There is a newer version: { $version }.
version-offered = The newest version that is offered: { $version }.
moved-title = This page has moved
moved-text = <target>{ $title }</target> has a new address.
license = Licence
related = Related
identifier = Identifier
elsewhere = Elsewhere
copies-citation = the citation
copies-command = the command
copies-code = the code
copies-remedy = the remedy
record-orcid = ORCID of { $name }
record-ror = ROR of { $name }
backlinks-first = Show the first { $count }
backlinks-all = Show all { $count }
lineage = Lineage
lineage-drawing = Drawing of the lineage
lineage-more = { $count ->
    [one] { $count } more, for which the drawing has no room
   *[other] { $count } more, for which the drawing has no room
}
lineage-trained = was trained on
lineage-tuned = was fine-tuned from
lineage-version = is a new version of
lineage-input = reads
lineage-derived = was made from
lineage-edge = { $made } { $relation } { $source }
lineage-outside = { $count ->
    [one] { $count } work outside this catalogue
   *[other] { $count } works outside this catalogue
}
lineage-this = This record
tensor-order = Order
tensor-padding = Padding
tensor-scaling = Scaling
tensor-classes = Classes, in order:
feature-range = In training
tensor-features = { $count ->
    [one] { $count } feature, in order
   *[other] { $count } features, in order
}
tensor-features-of = Features of { $name }
number-short = No.
feature = Feature
unit = Unit
machine = Machine:
machine-processors = { $count ->
    [one] { $count } logical processor
   *[other] { $count } logical processors
}
machine-memory = { $size } of memory

## Pages of people and organizations

agent-affiliation = Affiliation
agent-part-of = Part of
agent-place = Place
home-page = Home page
agent-email = E-mail
agent-works = Works and roles
agent-none = No record of this catalogue names { $name } yet.
agent-coauthors = Authors of the same works
agent-common = { $count ->
    [one] { $count } common work
   *[other] { $count } common works
}

## Parts of a record

files = Files
file = File
role = Role
size = Size
checksum = Checksum
opset = opset { $number }
fair-title = How FAIR it is
fair-lead = { $passed } of { $applicable } applicable principles are met (<principles>{ $rubric }</principles>), by the published statements, the files and the evidence.
fair-scorecard = As JSON
fair-badge = As a badge
fair-add = What stands in a box is to be added to the record.
fair-add-same = The same as for { $principle }
fair-how = How it is tested
fair-evidence = In SPARQL
data-title = What is in it
count-fields = { $count ->
    [one] { $count } field
   *[other] { $count } fields
}
fields = Fields
type = Type
data-column = in the file { $column }
data-splits = Splits
data-split = Split
items = Items
description = Description
data-collected = How it was collected
data-prepared = How it was prepared
data-techniques = Techniques
data-made-with = Made with
data-collected-when = Time of collection
data-time = Time covered
data-place = Place covered
data-sensitive = Sensitive data
data-sensitive-yes = Yes
data-sensitive-no = None
history-title = Step by step
history-from = From { $works }.
history-step-from = From
history-step-with = With
history-step-by = By
versions = Versions
version = Version
date = Date
changes = Changes
workflow-steps = Its steps
workflow-for = Written for { $language }.
workflow-reads = Reads
workflow-makes = Makes
software-offers = What it offers
category = Category
software-standards = Standards
material-learns = What one learns
material-for = For
material-level = Level
material-uses = Works with

## Evaluations and verification

figures-title = Every figure of { $work }
figures-heading = Every figure
figures-lead = What was found by running and by training { $work }, in full.
evaluations-title = Quality: how good it is
evaluations-in = in { $unit }
evaluations-more = { $count } more in the table
evaluations-charts = { $count ->
    [one] Charts of { $count } more metric
   *[other] Charts of { $count } more metrics
}
evaluations-table = { $count ->
    [one] The { $count } value as a table
   *[other] All { $count } values as a table
}
evaluations = Evaluations
metric = Metric
value = Value
evaluations-on = On
evaluations-checked = Checked
condition = Condition
evaluations-how = How
source = Source
evaluations-tolerance = tolerance { $width }
evaluations-with = With { $software }
verdict-holds = Holds
verdict-fails = Does not hold
verdict-not-checked = Not checked
basis-declared = as declared, not rechecked
basis-not-recomputed = not recomputed
basis-holds = recomputed, holds
basis-holds-submitted = recomputed, holds (submitted)
basis-fails = recomputed, does not hold
basis-not-checked = not checked
basis-no-uncertainty = no uncertainty stated
basis-split = { $split } split
count-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
basis-control-set-of = { $count ->
    [one] control set of { $count } item
   *[other] control set of { $count } items
}
basis-control-set = control set
count-engines = { $count ->
    [one] { $count } engine
   *[other] { $count } engines
}
count-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
}
count-threads = { $count ->
    [one] { $count } thread
   *[other] { $count } threads
}
figure-parameters = trainable parameters
figure-total = in total
figure-items = items
figure-files = files
figure-fields = fields
claims-refused = Claims not checked: the verification that came with the record is not believed
claims-outdated = Claims checked on { $date }, but not as files and claims are now
claims-line = { $holding ->
    [one] Claims on the control set ({ $items }): { $holding } of { $claims } holds on { $engines }
   *[other] Claims on the control set ({ $items }): { $holding } of { $claims } hold on { $engines }
}
claims-none = Claims on the control set ({ $items }): none
claims-not-all-agrees = but not all else agrees
claims-not-all-decided = but not all else was decided
origin-claims-submitted = submitted with the record, not recomputed by this site
origin-claims-site = recomputed by this site’s own workflow (key { $key }, { $date })
origin-measured-submitted = submitted with the record, not measured by this site
origin-measured-site = measured by this site’s own workflow (key { $key }, { $date })
origin-explained-submitted = submitted with the record, not computed by this site
origin-explained-site = computed by this site’s own workflow (key { $key }, { $date })
verification-title = Claims, checked by running it
verification-refused = { $count ->
    [one] A verification came with the record, but it is not believed, for { $count } reason that <code>faircat check</code> names. Nothing of it is shown.
   *[other] A verification came with the record, but it is not believed, for { $count } reasons that <code>faircat check</code> names. Nothing of it is shown.
}
verification-outdated = The claims were checked on { $date }, but what was checked then is not what is published now: { $reasons }. Those results are not shown.
verification-fails = Not everything that the record claims holds.
verification-differs = { $count ->
    [one] { $count } of { $claims } differs from what running the model gives.
   *[other] { $count } of { $claims } differ from what running the model gives.
}
verification-look = Look for what is marked below.
verification-undecided = <strong>Not all that the record claims was decided.</strong> { $reasons }.
verification-lead = On { $date } faircat { $version } ran { $set } of { $items } through { $engines } and computed { $checked } of { $claims } on it anew.
verification-set = the control set
verification-who = Who computed this: { $origin }.
verification-claims = Claims and what was recomputed
claim = Claim
verdict = Verdict
declared = Declared
recomputed = Recomputed
tolerance = Tolerance
verification-within = Within it
verification-of-runs = { $runs ->
    [one] in its run
   *[other] in { $held } of { $runs } runs
}
verification-legend-declared = declared, with its tolerance
verification-legend-found = recomputed by an engine
verification-legend-uncertainty = ±, or an interval: the statistical uncertainty of the control set
verification-legend-others = values of other data are as declared
verification-agreement = How the engines agree
verification-agreement-table = Engines by metrics and by largest difference from the reference outputs
verification-metrics = Metrics, recomputed
verification-difference = Largest difference from the reference
engine = Engine
verification-with-tolerance = with tolerance
verification-at-most = at most
form-of = { $form } form
verification-failure = Could not run the model: { $reason }
verification-pairs = Engine against engine
engines = Engines
output = Output
verification-largest = Largest difference
verification-files = The files that were used
verification-as-declared = As declared
verification-signature = The record’s inputs and outputs are not those of the model’s file: { $differences }.
verification-yourself = Check it yourself: { $command }.
verification-pair = { $first } and { $second }
verification-run = { $engine } on { $device }, { $form }
verification-wide = wider than { $width }, so that other data could pass for these
verification-or = { $first } or { $second }
engine-other = Another engine
strip = { $metric }: declared { $declared }, tolerance { $tolerance };
strip-within = within
strip-outside = outside

## Throughput

explain-title = Why: what its answers rest on
explain-lead = Set to 0 one at a time, { $significant } of { $count } features change { $metric } ({ $value } on { $items }) by more than chance.
explain-limit = That says what this network uses on these items, not what causes what.
explain-chart = Change of { $metric } without a feature
explain-chart-text = The largest of { $count }. Bars: one standard deviation over { $draws } resamplings, each of the same items with and without the feature.
explain-bar-chance = { $feature } (may be chance)
explain-within = may be chance
explain-features = { $count ->
    [one] The { $count } feature, masked
   *[other] All { $count } features, masked one by one
}
explain-feature = Feature
explain-input = Input
explain-zero = Set to 0
explain-mean = Set to its mean
explain-permuted = Permuted
explain-fidelity = Fidelity, set to 0
explain-fidelity-short = Fidelity
explain-features-text = Only items that are there are changed. Permuted: the values go to other items at random. Fidelity: one less the mean difference of the score from that of the whole input (Duarte et al. 2023, equation 1). Grey: within 1.96 standard deviations of no change.
explain-together = Unimportant features set to 0 together
explain-together-text = All features that change { $metric } by less than the threshold when they alone are set to 0 (as in table 9 of Duarte et al. 2023).
explain-usual = Half of the single changes have an uncertainty above { $width }; a threshold below that chooses by chance.
explain-again = This site’s own workflow computed { $changes } of the { $of } changes by masking again and found them the same (key { $key }, { $date }).
explain-again-neurons = { $of ->
    [one] The activity of the neurons was computed again, too.
   *[other] The activity of the neurons was computed again, too, for { $classes } of { $of } classes.
}
explain-again-relevance = { $of ->
    [one] The shares of the features were computed again, too.
   *[other] The shares of the features were computed again, too, for { $classes } of { $of } classes.
}
explain-again-contributions = What the features contribute was computed again, too.
explain-threshold = Threshold
explain-left-out = Left out
explain-change = Change
explain-items = Items left out, and their order
explain-largest = { $count ->
    [one] { $count } item with the largest { $feature }
   *[other] { $count } items with the largest { $feature }
}
explain-smallest = { $count ->
    [one] { $count } item with the smallest { $feature }
   *[other] { $count } items with the smallest { $feature }
}
explain-order = Another order of the items of { $input } changes the output by { $width } at most.
explain-relevance = How the features share the score
explain-relevance-text = LRP-γ with γ = { $gamma } (Duarte et al. 2023, equations 2 to 6) divides the logit of a class among the features of that class’s items. The shares and that of the biases add up to 100 %; of a single item at most { $residual } of the logit is lost by rounding.
explain-biases = Biases of all layers
explain-biases-text = { $class }: the biases take { $share } of an item’s logit in the median.
explain-share-of = Shares of the logit in %, { $class }
explain-contributions = What each feature contributes to the answer
explain-contributions-text = Integrated gradients (Sundararajan et al. 2017, equation 1), before a softmax or sigmoid: what a feature adds to the answer on the straight path from the mean of the control set to an item, on average over the items of the class, in { $steps } steps. A positive number speaks for the class on these items, beside the mean.
explain-contributions-sum = { $class }: over { $items } they add up from { $baseline }, the answer for the mean, to { $answer }.
explain-contributions-missed = Of a single item, the sum misses the difference of the two answers by at most { $width } (completeness).
explain-contributions-to = Contributions to the answer, { $class }
explain-shared-out = The columns LRP-γ share out the whole answer for the same items, without a baseline (Montavon et al. 2019, section 10.2, with γ = { $gamma } and no ε; Bach et al. 2015): layer by layer, a sum gives its relevance to what it is made of, in proportion, and what has its sign counts 1 + γ times as much. The features and what the biases of all layers keep add up to the answer; of a single item at most { $width } is lost by rounding.
explain-shared-out-biases = { $class }: the biases keep { $biases } of { $answer }.
explain-shared-out-column = { $class }, LRP-γ
explain-neurons = { $count ->
    [one] { $count } neuron, active or not
   *[other] { $count } neurons, active or not
}
explain-neurons-text = Relative neural activity (Duarte et al. 2023, equation 7) of every ReLU of { $file }. Each layer has a strip for each class, from above: { $classes }. Each cell is a neuron, and stands out the more the more active it is beside the most active of its layer.
explain-neurons-spoken = Activity of the neurons by layer and class. Below 0.2: { $shares }.
explain-silent = { $class }: { $share } of the neurons are below 0.2.
explain-related = Features that vary together, and categories
explain-related-text = Features that vary together carry the same information: masking one leaves it in the other, and relevance is divided between them. Pearson’s coefficients over the items of each class:
explain-with = With
explain-category = { $feature } takes { $count } values only ({ $values }), as a category or a count does. Its mean need not be one of them, 0 may be one, and a change by masking says little.
explain-conclude = What may be concluded from this, and what not
explain-conclude-uses = A large change says that this network uses the feature on these items. It does not say that the feature causes anything, or that a network trained without it would be worse.
explain-conclude-small = A small change does not say that a feature is useless: others that vary with it may stand in for it.
explain-conclude-unlike = With a feature set to 0 or to its mean, items may be like none on which the network was trained. Permuting keeps how a feature is distributed, but not how it varies with others.
explain-conclude-chance = A change that may be chance is one that { $items } do not tell from none. It can be there all the same.
explain-conclude-rule = Relevance follows a rule with a free parameter, γ: another one divides the score otherwise. What the biases take is told of no feature; it is more where the scaling of the inputs is part of the first layers, as then the biases hold the means of the features.
explain-conclude-baseline = Integrated gradients say what tells an item from the mean of the control set, and from no other: another baseline gives other contributions. On the path lie inputs that may be like none on which the network was trained.
explain-missing = Not done: { $what }.
origin-run = The run
explain-who = Who computed this: { $origin }.
explain-computed = Computed on { $date } by faircat { $version } with { $engine }.
explain-yours = Compute it again: { $command }.
explain-file = Every figure, as JSON
beside-title = Published figures beside these
beside-lead = This is a variant of { $model }, of which figures are published. They stand here beside ours, by the same definitions.
beside-why = They need not be equal: the published networks were trained on { $theirs }, those here on { $ours }, and other data give other weights.
beside-limits = What the data here leave out stands under { $limits }.
beside-items = Features were masked, and neurons looked at, on the { $items } of the control set.
beside-networks = Networks of all sizes, as published and here
beside-network = Published
beside-network-here = Here
beside-published = { $what }, published
beside-here = { $what }, here
beside-networks-text = Fidelity is that to the first network: one less the mean difference of the scores (Duarte et al. 2023, equation 1). Sparsity is the share of neurons below 0.2 (equation 7); here the mean over the classes. Behind ± stands one standard deviation.
beside-rates = Items a second are those of the fastest measurement of each network.
beside-masked = Unimportant features set to 0 together, as published and here
beside-source = Published in { $source }.
beside-not-measured = not measured
speed-title = Speed: how fast it is
speed-best = At best { $rate } items per second: { $setting }, batches of { $batch }.
speed-gpu = with a GPU
speed-chart = Items per second against batch size
speed-batch-size = Batch size
speed-axes = { $count ->
    [one] Both axes are logarithmic. A box spans the quartiles of { $count } repeat with the median across; whiskers reach the slowest and the fastest.
   *[other] Both axes are logarithmic. A box spans the quartiles of { $count } repeats with the median across; whiskers reach the slowest and the fastest.
}
speed-axes-any = Both axes are logarithmic. A box spans the quartiles of the repeats with the median across; whiskers reach the slowest and the fastest.
speed-table = { $count ->
    [one] The { $count } measurement as a table
   *[other] All { $count } measurements as a table
}
speed = Throughput
speed-form = Form
speed-device = Device
speed-threads = Threads
speed-batch = Batch
speed-median = Items/s, median
speed-quartiles = Quartiles
speed-extremes = Slowest to fastest
speed-latency = Latency of a batch
speed-latency-95 = 95 in 100 below
speed-memory = Peak memory
speed-use = Use of the GPU
speed-who = Who measured this: { $origin }.
speed-no-file = It is not said which file was measured.
speed-measured = Measured on { $date } by faircat { $version } with { $engines }.
speed-yours = Measure yours: { $command }.
speed-to = { $low } to { $high }
speed-items = { $count ->
    [one] The batches take the { $count } item of the control set in turn.
   *[other] The batches take the { $count } items of the control set in turn.
}
speed-items-range = The batches take { $least } to { $most } items of the control set in turn.
speed-items-first = Only the first items of the control set were run, again and again, which need not be like the others.
speed-load = Processes that wanted to run before the measurements, on average over a minute: { $range }, on { $processors } logical processors.
speed-unknown = Not noted: { $what }.
speed-unknown-load = how busy the machine was otherwise
speed-unknown-sets = the processor’s instruction sets
speed-panel = { $count ->
    [one] { $device }, { $count } thread
   *[other] { $device }, { $count } threads
}

## Trying a model

try-title = Try it
display-jet-one = One jet
display-jet-many = { $count } jets
display-peak-one = One peak
display-peak-many = { $count } images
display-form-one = One input
display-form-many = { $count } examples
display-jet-seen = Seen along the jet axis, out to ΔR = 0.8; the area of a circle goes with the track's momentum.
display-jet-impact = Signed impact parameter in standard deviations:
display-jet-impact-0 = below −0.5
display-jet-impact-1 = to 2
display-jet-impact-2 = to 5
display-jet-impact-3 = to 15
display-jet-impact-4 = above 15
display-jet-vertex = secondary vertex, larger the further it lies from the primary one
display-peak-predicted = predicted
display-peak-true = true position
try-lead = { $items } of the control set, with what the model makes of them.
try-here = It runs here, in your browser: nothing is installed, nothing leaves your machine.
try-needs-script = Running the model on this page needs JavaScript and WebAssembly, which are off.
try-pictures = The pictures below show the same examples.
try-example = Example { $number }
try-answer = Answer
try-says = The model says <strong>{ $answer }</strong>.
try-says-with = The model says <strong>{ $answer }</strong>, with probability { $probability }.
try-truth = True class <strong>{ $truth }</strong>.
try-error = Error <strong>{ $error }</strong>.
try-why-easy = Answered rightly, with confidence
try-why-hard = Close to the decision
try-why-far = Among the largest errors
try-why-wrong = Answered wrongly
try-why-typical = An ordinary one
try-series = { $name }, { $count }
try-distribution = { $items } of the control set, counts on a logarithmic scale
try-last-bin = the last bin holds all beyond

## Using and training

use-run = How to run it
use-use = How to use it
use-fetch = Fetch the files, and compare them with the record’s sizes and checksums.
use-run-command = Run the model on a file of your own; its arrays bear the names of the inputs.
use-verify = Run the control set on every engine at hand, and check the claims.
use-signing-in = <strong>Signing in:</strong> { $how }
use-signature = Inputs and outputs
use-input = input
use-output = output
use-preparing = Preparing the input
use-code = Code and what it needs
code-repository = Repository
code-readme = Read me
code-build = Build instructions
code-help = Help
code-notes = Release notes
code-issues = Issues
code-discussion = Discussion
code-archive = Archived copy
code-languages = Languages
code-systems = Operating systems
code-status = Status
code-memory = Memory
code-processor = Processor
code-storage = Storage
code-dependencies = Depends on
code-containers = Containers
use-nothing = The record does not say.
use-files = Its files are <files>listed under Files</files>.
training-title = What it was trained on
training-datasets = Datasets used
purpose = Purpose
dataset = Dataset
part = Part
training-for-training = Training
training-for-validation = Validation
training-for-test = Test
training-for-evaluation = Evaluation
training-none = The record does not name its training data.
training-procedure = Procedure
training-tuned = Fine-tuned from
training-code = Code
training-environment = Environment
training-hardware = Hardware
training-duration = Duration
training-seed = Seed
training-co2 = CO₂ equivalent
training-log = The run in full
training-log-text = configuration, environment and history, written by the run itself
training-architecture = Architecture
training-hyperparameters-count = { $count ->
    [one] { $count } hyperparameter
   *[other] { $count } hyperparameters
}
training-hyperparameters = Hyperparameters
name = Name
control-set = Control set
control-set-from = Taken from

## The side of a record, and what is around it

glance-met = <strong>{ $passed }</strong> of { $applicable } principles met
glance-findings = Findings and remedies
not-stated = Not stated
access = Access
access-free = free of charge
access-not-free = not free of charge
access-until = until { $date }
task = Task
framework = Framework
experiment = Experiment
published = Published
created = Created
changed = Changed
publications = Publications
publication-introduces = introduces it
follows = Follows
also-at = Also at
people = People and funding
funded-by = Funded by

## Page code of every page

copy = Copy
copy-what = Copy { $what }
copied = Copied
selected = Selected
dark = Dark colours

## Page code of lists and search

sort-newest = Newest first
sort-title = By title
sort-fair = Most principles met
card-runs = runs here
card-parameters = { $count } parameters
card-claims-pass = control set recomputed
card-claims-submitted = recomputed, submitted
card-claims-fail = a claim does not hold
card-claims-unknown = not recomputed
card-rate = up to { $rate } items/s
sort-metric = By headline metric
sort-parameters = Fewest parameters
sort-rate = Most items a second
list-variants = { $count ->
    [one] { $count } variant
   *[other] { $count } variants
}
sort = Order
list-words = Words in the title or summary
list-failed-to-load = The filters could not be loaded ({ $reason })
list-of = { $count } of { $total }
show-more = Show more
list-remove-all = Remove all filters
list-fails = fails { $principle }
matrix-words = Words in the title
matrix-any = Any principle
matrix-first = { $count } of { $total }, the first { $shown } shown
card-glance-all = { $passed } of { $of } FAIR principles met: { $groups }
search-loading-others = Loading the other catalogues …
search-failed = The search index could not be loaded ({ $reason })
search-others-failed = The other catalogues could not be loaded ({ $reason });
search-empty = it is empty
search-answered = status { $status }
search-results = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
search-nothing-has = Nothing has { $words }
search-without = Nothing has { $words }; { $results } without
search-some = Nothing has all of these words; { $results } with some
search-quoted = “{ $word }”
search-meant = Did you mean { $query }?
more-count = { $count } more
search-also-in = Also in
search-facet-kind = Kind
search-facet-task = Task
search-facet-framework = Framework
search-facet-licence = Licence
search-facet-experiment = Experiment
search-facet-keyword = Keyword
search-facet-year = Year
search-facet-catalogue = Catalogue

## Page code of SPARQL

ask-copy-link = Copy link
ask-asking = Asking …
ask-loading = Loading the statements
ask-loaded = Loading the statements: { $loaded } of { $all }, { $statements } read
ask-place = Line { $line }, column { $column }
ask-load-anyway = Load them here all the same
ask-too-many = The statements are too many for this device.
ask-too-many-text = There are { $statements }, a download of { $size } that needs about { $memory } of memory. The same query on your computer:
ask-nowhere = This copy of the site was built without the engine, and has no endpoint.
ask-nowhere-text = The same query on your computer, over the published statements:
ask-nowhere-serve = Or check out the catalogue, run { $command }, and open this page there.
ask-yes = Yes
ask-no = No
ask-graph-label = Graph in Turtle
ask-nothing = Nothing in the catalogue answers this query.
ask-summary = { $amount } in { $time }, answered { $where }
ask-graph = A graph
ask-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
download-as = Download as { $format }
ask-answer = Answer
ask-more = Show { $count } more of { $left }
ask-engine-not-started = the engine cannot be started: { $reason }
ask-worker-failed = its worker failed to load
ask-engine-ended = the engine was ended; run the query again
ask-engine-failed = the engine failed: { $reason }
ask-engine-failed-hint = it starts anew with the next question; a simpler query may succeed
ask-too-long = the query took longer than { $seconds } seconds
ask-too-long-hint = make the patterns more specific, or ask for less with LIMIT; `faircat query` on your computer takes longer if it is told so
ask-others-failed = the other catalogues cannot be loaded: the server answered { $status }
ask-statements-failed = the statements cannot be loaded: the server answered { $status }
ask-endpoint-status = the endpoint answered with status { $status }

## Page code of the assessor

assessor-several = { $count ->
    [one] You gave { $count } file, and one is assessed at a time: this is { $name }.
   *[other] You gave { $count } files, and one is assessed at a time: this is { $name }.
}
assessor-pasted = pasted text
assessor-no-text = There is no text yet: paste it into the field.
assessor-assessing = Assessing { $name } …
assessor-cancelled = Cancelled.
assessor-nothing = Nothing was found.
assessor-cannot = { $name } cannot be assessed.
assessor-about = { $name }, read as { $format }. { $principles }: { $counts }.
assessor-open = Show all remedies
assessor-close = Close all principles
assessor-remarks = { $count ->
    [one] { $count } remark on the document
   *[other] { $count } remarks on the document
}
assessor-line = Line { $line }:
assessor-more = And { $count } more.
assessor-this = Assess this one
assessor-works = The document describes { $count } works:
assessor-works-listed = The document describes { $count } works, of which { $listed } are listed:
assessor-met = { $pass } of { $all } principles that apply are met
assessor-fail = { $count ->
    [one] { $count } fails
   *[other] { $count } fail
}
assessor-unknown = { $count ->
    [one] { $count } is not yet known
   *[other] { $count } are not yet known
}
assessor-to-do = What to do:
assessor-lines = lines. { $about }

## Page code that runs models

run-no-wasm = This browser does not run WebAssembly, so the model cannot run here. “{ $section }” says how to run it on your computer.
run-no-worker = This browser does not run workers, so the model cannot run here.
run-not-started = The demonstration could not start: { $reason }
run-other-file = This link was made with another file of the model (SHA-256 { $file }…), so the answer may be another one than its author saw.
run-not-arrived = { $address } did not arrive: the host answered { $status }.
run-on-example = Run the model on example { $number }
run-here = Run it here
run-or-example = or choose an example
run-what = What to do with the model
run-own-data = Your own data
run-check = Check it yourself
run-speed = Speed
run-part-failed = This part could not be loaded: { $reason }
run-kind-easy = clearly right
run-kind-hard = a hard one
run-kind-wrong = misjudged
run-kind-typical = an ordinary one
run-model-answer = The model’s answer
run-show-truth = Show the true class
run-was = was { $before }
run-no-answer = No answer
run-said = { $word }: { $said }.
run-said-changed = { $word }: { $said }, before the changes { $before }.
run-score-in = { $score } in { $time }
run-same = the same number
run-apart = { $width } from it
run-click = From click to answer
run-loaded = { $size } loaded
run-probability-of = probability of { $class } { $share }
run-probability = probability { $share }
run-class = class { $number }
run-probabilities = Probabilities of the classes
run-threshold = threshold { $value }
run-item-of = { $item } of { $count }
run-item-out = { $item } is left out; { $count } are there
run-feature-out = left out
view-left-out = is left out: the model does not see it.
run-outside = Outside of what the model was trained on: { $features }. Its answer may mean nothing.
run-put-back = Put it back
run-leave-out = Leave it out
run-all-features = All { $name } with their features
run-about-jet = About this jet
run-features = Features
run-what-if = What if
run-why = Why
run-as-table = As a table
run-changes = Changes
run-undo-all = Undo all
run-what-if-text = Values that are left out become what the model sees where a list is short. Everything else stays as measured.
run-all = all
run-chosen = the chosen one
run-times = times { $factor }
run-scale = Scale { $feature }
run-scale-of = of { $scope }
run-factor = Factor
run-leave-feature = Leave out a feature of all { $name }
run-take-back = Take back: { $change }
run-without = without { $what }
run-moved = { $item } at Δη { $eta }, Δφ { $phi }
run-scaled = { $feature } × { $factor }
run-scaled-of = { $feature } of { $item } × { $factor }
relevance-show = Show it in the pictures
relevance-intro = How much of the network’s output for a class goes back to each input: { $for } the class, or { $against } it.
relevance-for = for
relevance-against = against
relevance-items = Tracks and vertices
relevance-features = Features, over all tracks or vertices
relevance-sum = Output for { $class } before the softmax: { $logit }. Relevance of all inputs: { $total }; of the layers’ biases: { $bias }.
relevance-less = and { $count } with less
relevance-of = Relevance for
form-run = Run
form-zeros = Zeros
form-changed = The inputs have changed; the answer is not known until it runs again.
form-answered = Answered by { $engine } in { $time }.
form-answered-since = Answered by { $engine } in { $time }; from click to answer { $since }.
form-numbers = { $count } numbers, row by row, with spaces, commas or brackets between
form-needs = “{ $name }” needs { $count } numbers ({ $shape }), but has { $found }.
own-rows = rows
own-formats = JSON, CSV, NumPy (npy, npz) or HDF5 (h5), with the inputs { $inputs }. The file is read on this device and goes nowhere.
curves-roc-of = ROC curves of { $models }
curves-background = background that passes
curves-signal = signal that is found
curves-spread-of = Scores of { $model } by true class
curves-score = score of { $name }
curves-items = items, logarithmic
own-truth = With an array or column `label` (class index) or `target` (right values) beside the inputs, as a control set has, the metrics of the record are computed on your data too.
own-measured = Beside the truth in your file
own-measured-text = { $count ->
    [one] On 1 item, by the code that the program runs; not the record’s data, so its values need not agree.
   *[other] On { $count } items, by the code that the program runs; not the record’s data, so its values need not agree.
}
own-metric = Metric
own-here = on your data
own-roc = ROC curve on your data
own-spread = Scores by true class
own-one-class = Your file holds items of one class only, so there is no ROC curve.
own-cancelled = Cancelled.
own-done = { $count ->
    [one] { $count } row of { $file } in { $time }, with { $engine }.
   *[other] { $count } rows of { $file } in { $time }, with { $engine }.
}
own-speed = { $time }, { $rate } a second
result-row = Row
result-first = The table shows the first { $shown } rows, the files all { $rows }.
result-said = What the model said
result-decision = Decision
bench-measurements = measurements
bench-measure = Measure
bench-intro = The model runs on batches of { $batches } items, with one thread. It takes a few seconds; other open tabs slow it down.
bench-best = At best { $rate }: { $engine }, batches of { $batch }.
bench-rate = { $rate } items a second
bench-table = Throughput in this browser
check-items = items
check-run = Run the check
check-intro = The model runs on all { $items } items of its control set ({ $size }), and every metric that the record claims on it is computed anew; values of other data stay as declared. Both files are used only if they have the SHA-256 that the record states.
check-cancelled = Cancelled: nothing was decided.
check-report = Download the report (JSON-LD)
check-line = { $items } items with { $engine } in { $time }, { $rate } a second.
check-report-failed = The report could not be made: { $reason }
check-claims = Claims, and what was recomputed here
check-no-claims = The record declares no metric on the control set.
check-tolerance = Tolerance, as applied
check-in-row = In row
check-outputs = Outputs against their references
check-true-class = True class
check-judged = judged { $class }
check-classes = True and judged classes
check-here = here
check-no-evidence = No evidence of an earlier run is published, so there is nothing to stand beside.
check-evidence = The columns of engines are the evidence of { $date }: { $origin }.
check-differ = { $differing ->
    [one] { $differing } of { $all } checks differs from the record
   *[other] { $differing } of { $all } checks differ from the record
}
check-nothing = The record claims no metric on this control set, so nothing could be decided
check-open = { $open } of { $all } claims could not be decided
check-too-wide = The tolerance of the outputs is too wide to decide anything
check-hold = { $count ->
    [one] The claim on the control set holds here too
   *[other] All { $count } claims on the control set hold here too
}
truth-lead = True class:
truth-right = The model is right.
truth-wrong = The model is wrong.
truth-lead-changed = True class before the changes:
truth-was-right = The model was right about that one; of what is shown now the true class is not known.
truth-was-wrong = The model was wrong about that one; of what is shown now the true class is not known.
progress-loading = Loading the model …
progress-of = { $done } of { $total } { $what }
element-track = track { $number }
element-vertex = vertex { $number }
assessor-not-started = The assessor cannot be started: { $reason }.
assessor-broken = The assessor could not cope with this document and has ended.

## Page code of displays

peak-back = Back to the example
peak-round = A round peak
peak-empty = Empty
peak-scaled = Before it is asked, each image is scaled from its smallest to its largest value, as the model’s contract says.
peak-unscaled = Each image goes in as it is: the model’s contract says of no scaling.
peak-table = The image as a table
peak-image = The image
peak-nothing = Nothing to find
peak-equal = all pixels are equal
peak-position = column { $column }, row { $row }
peak-off = { $distance } off
peak-unknown = the true position is not known
peak-distance = distance of the predicted from the true position
peak-predicted = Predicted
peak-true = True
peak-said = Predicted { $position }.
peak-intensity = Intensity by row and column
hand-help-shift = Drag the image, use the arrow keys on it, or the buttons: each moves the peak by a tenth of a pixel.
hand-help-draw = Drag over the image to add light, with Shift to take it away. On the keyboard: arrows move, Enter or Space adds, Delete takes away.
hand-shift-by = Shift by a tenth of a pixel
hand = By hand
hand-shift = shift the peak
hand-draw = draw
hand-image = The image, to shift or to draw in
hand-left = Shift left
hand-up = Shift up
hand-right = Shift right
hand-down = Shift down
view-jet = In the η–φ plane
view-transverse = Across the beam, at the vertex
view-move = Drag a track of the first picture, or use Shift and the arrow keys on it: its Δη, Δφ and ΔR change, and what else hangs on its direction stays.
view-help = Arrow keys go from one to the next, Enter chooses.
view-failed = No picture: { $reason }
view-label = { $title }: tracks and vertices of the jet
view-this = This jet
templates-label = Templates to start from
templates = Templates:
rates-axes = Batch size; items a second upwards, both logarithmic. A box spans the quartiles with the median across; whiskers reach the slowest and the fastest.
verdict-differs = differs
verdict-holds-short = holds
own-several = You gave { $count } files, and one is read at a time: this is { $name }.
spread-above = Above { $low } lie { $parts }.
spread-between = Between { $low } and { $high } lie { $parts }.
spread-part = { $share } of { $name }
spread-all = the control set
told-ptrel = share of pT
told-sip3d = 3D impact, in σ
told-sip2d = 2D impact, in σ
told-deltar = ΔR from the axis
told-mass = mass
told-ntracks = tracks
told-flight = flight
told-across = flight across
told-acrosssig = flight across, in σ
ask-cancelled = Cancelled after { $seconds } s.
ask-anew = The engine starts anew.
assessor-too-long = It took longer than { $seconds } seconds and was given up. The program faircat on your computer takes longer if it must.

## Models ranked by what they claim
compare = Compare
compare-about = Models of this catalogue ranked by what they claim, with uncertainty, and by who recomputed it.
compare-lead = One table for each task, dataset, split and metric that two or more models share. <manual>How ranks, ties and tiers come to be</manual>
compare-all-json = All tables as JSON
compare-none = No two models of this catalogue share a task, dataset, split and metric.
compare-split = { $split } split
compare-control-set = on control sets
compare-more = more is better
compare-less = less is better
compare-unranked = not ranked, as it is not known which way is better
compare-table = { $metric }: table
compare-rank = Rank
compare-tier = Trust
compare-told-apart = Against the best above
compare-parameters = Parameters
compare-size = Weights
compare-throughput = Items a second
compare-tier-declared = declared
compare-tier-recomputed-with-the-record = recomputed, submitted with the record
compare-tier-recomputed-by-the-site = recomputed by this site’s workflow
compare-contradicted = the claim does not hold
compare-check = check it yourself
compare-tied = tied
compare-apart = differs
compare-undecided = not decided
compare-rule-paired-bootstrap = paired bootstrap
compare-rule-stated-uncertainties = stated uncertainties
compare-rule-no-uncertainty = no uncertainty stated
compare-fastest = Items a second, of the fastest engine
compare-pareto = { $metric }, against: { $cost }.
compare-pareto-about = In the charts higher is better, and letters are those of the table. The line joins models that no other beats in both; it does not ask whether they differ significantly.
compare-no-cost = Not drawn, as the record does not state it: { $models }.
compare-declared = { $count } models, as declared
compare-rate = { $engine }, { $device }: { $rate }
compare-ambiguous = Left out, as they state it for several conditions only: { $models }
choose = Models side by side
choose-about = Records, claims, principles, ROC curves and single answers of models of this catalogue beside each other.
choose-lead = Choose models here, in the <models>list of models</models> or in the <compare>tables</compare>. The address says which, so it can be shared.
choose-needs-script = Showing models side by side needs JavaScript. Each model’s page has the same figures, and so do the tables of the comparison.
choose-models = Models
choose-more = There are { $count } more in the <models>list</models>: add the last part of a model’s address to this one, as in <code>?models=a,b</code>.
choose-compare = Show side by side
choose-add = Compare
choose-clear = Choose none
choose-chosen = { $count } chosen
choose-two = Choose two models or more.
choose-loading = Loading …
choose-missing = This catalogue has no such model, or publishes nothing of it: { $models }.
choose-most = The first { $count } are shown.
choose-record = Records
choose-summary = What it does
choose-task = Task
choose-parameters = Parameters
choose-size = Weights
choose-licence = Licence
choose-date = Date
choose-frameworks = Framework
choose-inputs = Takes
choose-outputs = Answers
choose-names = { $count ->
    [one] { $count } name
   *[other] { $count } names
}
choose-data = Data
choose-training = training:
choose-validation = validation:
choose-test = test:
choose-evaluation = evaluation:
choose-claims = Claims
choose-principles = FAIR principles
choose-verdict-pass = Pass
choose-verdict-fail = Fail
choose-verdict-na = not applicable
choose-verdict-unknown = not known
choose-curves = ROC curves
choose-same-items = All answered the same { $count } items of the control set, as faircat compare ran them on { $date }.
choose-other-items = The models answered different items, so the curves are no fair comparison.
choose-spreads = Scores by true class
choose-disagreements = Where they disagree
choose-differ = Of { $total } items the models give different classes to { $count }.
choose-apart = Of { $total } items, the { $shown } on which the models lie furthest apart.
choose-furthest = The { $shown } furthest apart are shown.
choose-rights = right on { $right } of these { $count }
choose-try = try it
compare-tables = Tables
compare-models = { $count } models
compare-no-uncertainty = not ranked, as no uncertainty is stated
compare-above = against the row above:
compare-items = { $count } items
compare-other-engines = { $count ->
    [one] 1 other engine
   *[other] { $count } other engines
}
compare-processors = Items a second of the fastest engine, measured on { $processors }.
choose-item = Item
choose-truth = Truth
choose-right = (right)
choose-wrong = (wrong)
choose-unanswered = Without answers of a comparison, and so in no plot: { $models }.
## What a record's page offers first

action-run = Run it here
action-use = Use it
action-cite = Cite
download = Download
get-it = Get it
stand-in-no-file = No file of this model that the page could run lies here, so it cannot be tried or checked on this page.
stand-in-no-control-set = This model has no control set, so nobody has recomputed its claims.
stand-in-sibling = Near it, these were run here: { $works }
contents-quality = Quality
contents-claims = Claims
contents-explained = Why
contents-beside = Published
contents-speed = Speed
contents-cite = Cite
made-title = How it was made
use-shell = On the command line, with faircat
use-package = In Python, with the package faircat
files-sample = A sample of { $shown } lies here; all of it, { $total }, can be made again as the record says.
formats-count = { $count ->
    [one] { $count } format
   *[other] { $count } formats
}
tensor-rules = Order, padding and scaling

## The first rows of a dataset, and its fields

sample-rows = The first rows
sample-all = Drawn from all { $count } rows of { $file }.
sample-first = Drawn from the first { $count } rows of { $file }. Values beyond the 0.5 % at either end stand in the outermost bars.
sample-values = First values
sample-different = { $count } different texts
distribution = Distribution
field-sketch = { $field }: from { $low } to { $high }, half of the values up to { $middle }
field-sketch-texts = { $field }: { $count ->
    [one] { $count } text
   *[other] { $count } different texts
}, the most frequent first
fields-narrow = Narrow the fields
fields-group = Group of fields
fields-all-groups = All groups
fields-shown = { $shown } of { $all } fields
data-analyses = What was made of it

## How a classifier decides

decisions-curve = { $positive } against { $negative }
decisions-curve-text = What every threshold keeps of { $positive } ({ $positives } items of the control set) and lets pass of { $negative } ({ $negatives }, upwards, by powers of ten). Area under the curve (ROC AUC): { $area }, with the uncertainty by Hanley and McNeil’s formula; that of the claims comes of resampling the items.
decisions-kept-share = Share of { $class } that is kept
decisions-spoken = The share of { $negative } that passes, over the share of { $positive } that is kept; the area under the curve is { $area }.
decisions-table = At chosen thresholds
decisions-table-text = From the outputs in the control set, which every engine has to give again; in brackets the interval of 68.3 % by Wilson’s formula. Where fewer than { $fewest } items pass there is only a limit, at 95 % confidence.
decisions-kept = { $class } kept
decisions-passing = { $class } that passes
decisions-count = of { $count }
decisions-confusion = Which is taken for which
decisions-confusion-text = Rows are true classes, columns the most probable ones, for { $count ->
    [one] { $count } item
   *[other] { $count } items
} of the control set; { $right } lie on the diagonal.
decisions-true = True class

## How a training went

curves-title = How the training went
curves-epoch = Epoch
curves-kept = kept
curves-training = Training
curves-validation = Validation
curves-test = Test
curves-spoken = { $quantity } over { $epochs } epochs, from { $from } to { $to }
curves-table = { $count ->
    [one] The { $count } epoch as a table
   *[other] All { $count } epochs as a table
}
curves-thinned = Of these, { $count } are shown; `training.json` has all.

## What somebody was for a work

agent-role-author = author
agent-role-contributor = contributor
agent-role-maintainer = maintainer
agent-role-publisher = publisher
agent-role-copyright = holder of the copyright
agent-role-shared = shared it
agent-role-funder = funder
agent-role-people = member
agent-role-parts = part
agent-role-made = took part in the making

## The steps of a workflow, drawn

flow-drawing = Drawing of the workflow
flow-spoken = Reads { $inputs }; { $steps ->
    [one] one step
   *[other] { $steps } steps
}; makes { $outputs }.
flow-step = Step { $number }
flow-reads = Reads
flow-makes = Makes
related-more = { $count ->
    [one] { $count } more relation
   *[other] { $count } more relations
}

## Titles of the FAIR principles

principle-persistent-identifier = Persistent identifier
principle-rich-metadata = Rich metadata
principle-metadata-name-the-model = Metadata name the model
principle-metadata-name-the-data = Metadata name the data
principle-metadata-name-the-software = Metadata name the software
principle-indexed-for-search = Indexed for search
principle-searchable-metadata = Searchable metadata
principle-retrievable-by-identifier = Retrievable by identifier
principle-open-protocol = Open protocol
principle-authentication-where-needed = Authentication where needed
principle-metadata-outlive-the-model = Metadata outlive the model
principle-metadata-outlive-the-data = Metadata outlive the data
principle-metadata-outlive-the-software = Metadata outlive the software
principle-standard-data-in-and-out = Standard data in and out
principle-qualified-references-and-fair-training-data = Qualified references, and FAIR training data
principle-qualified-references = Qualified references
principle-accurate-and-relevant-attributes = Accurate and relevant attributes
principle-clear-licence = Clear licence
principle-detailed-provenance = Detailed provenance
principle-references-to-models-and-software = References to models and software
principle-references-to-other-software = References to other software
principle-community-standards = Community standards
principle-formal-shared-language = Formal, shared language
principle-fair-vocabularies = FAIR vocabularies
principle-identified-components = Identified components
principle-identified-versions = Identified versions
files-all = { $count ->
    [one] { $count } file more stands in <list>record.jsonld</list>, with its address and checksum.
   *[other] { $count } files more stand in <list>record.jsonld</list>, with their addresses and checksums.
}
files-more = { $count ->
    [one] { $count } more file
   *[other] { $count } more files
}

# Die Wörter des Themas auf Deutsch. `{ $name }` ist der Platz eines Wertes; `<name>…</name>`, was
# ein Verweis oder ein anderes Element enthält. Was solche Dateien können:
# https://projectfluent.org/fluent/guide/

## Arten von Einträgen, und was alle Seiten sagen

kind-model = Modell
kinds-model = Modelle
kind-dataset = Datensatz
kinds-dataset = Datensätze
kind-software = Software
kinds-software = Software
kind-workflow = Workflow
kinds-workflow = Workflows
kind-training-material = Lehrmaterial
kinds-training-material = Lehrmaterial
kind-person = Person
kinds-person = Personen
kind-organization = Organisation
kind-manual = Handbuch
kind-principle = Prinzip
kind-page = Seite
kinds-organization = Organisationen
status-draft = Entwurf
status-deprecated = veraltet
status-withdrawn = zurückgezogen
outcome-pass = Erfüllt
outcome-fail = Nicht erfüllt
outcome-na = Nicht anwendbar
outcome-unknown = Noch unbekannt
fair-F = Auffindbar
fair-A = Zugänglich
fair-I = Interoperabel
fair-R = Nachnutzbar
count-records = { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
}
count-principles = { $count ->
    [one] { $count } Prinzip
   *[other] { $count } Prinzipien
}
count-indicators = { $count ->
    [one] { $count } Indikator
   *[other] { $count } Indikatoren
}
range-of = { $first }–{ $last } von { $total }
page-number = { $title }, Seite { $page }
words-to-look-for = Suchwörter
search = Suchen
manual = Handbuch
filters = Filter
tags = Schlagwörter
next = Weiter
previous = Zurück
on-this-page = Auf dieser Seite
meaning = Bedeutung
format = Format
principle = Prinzip
indicator = Indikator
catalogue = Katalog
scorecards = Bewertungen
number-decimal = ,

## Days

date-month-1 = Januar
date-month-2 = Februar
date-month-3 = März
date-month-4 = April
date-month-5 = Mai
date-month-6 = Juni
date-month-7 = Juli
date-month-8 = August
date-month-9 = September
date-month-10 = Oktober
date-month-11 = November
date-month-12 = Dezember
date-day = { $day }. { $month } { $year }
date-month = { $month } { $year }

## base.html

base-feed = Neue und geänderte Einträge
base-skip = Zum Inhalt springen
base-menu = Menü
base-search = Den Katalog durchsuchen
base-search-hint = Modelle, Daten, Personen suchen
base-theme = Zwischen hell und dunkel wechseln
base-main = Hauptmenü
base-about = Über den Katalog
base-breadcrumb = Pfad zu dieser Seite
base-home = Startseite
base-license = Die Beschreibungen dürfen unter <license>{ $name }</license> frei weiterverwendet werden.
base-machines = Für Maschinen
base-statements = Alle Aussagen
base-api = API
base-feed-short = Feed
base-training = Lehrmaterial
base-about-site = Über diese Website
base-manual = Handbuch
base-formats = Formate
base-federation = Föderation
base-principles = FAIR-Prinzipien
base-assess = Eigene Seite bewerten
base-source = Quelltext
base-contact = Kontakt
base-no-address = Diese Kopie wurde ohne die Adresse gebaut, unter der sie veröffentlicht wird. Ihre Kennungen und die Verweise zum Zitieren beginnen mit { $address } und antworten nur auf einem Rechner, auf dem <code>faircat serve</code> läuft.
base-made-with = Erstellt mit faircat { $version }
base-draft = <strong>Entwurf.</strong> Diese Seite ist nur zur Ansicht: Sie wird erst veröffentlicht, wenn <code>status: draft</code> aus dem Eintrag genommen ist.

## Die Seite über den Katalog, in Markdown, wo eine Website keine eigene hat

about-lead = { $title } ist ein Katalog von KI-Modellen, Datensätzen, Software, Workflows und Lehrmaterial. Jeder Eintrag sagt, was ein Werk ist, wer es gemacht hat, wo seine Dateien liegen und wie FAIR es ist: auffindbar, zugänglich, interoperabel und nachnutzbar.
about-reuse = Nachnutzung
about-license = Die Beschreibungen dürfen unter { $license } frei genutzt werden. Für die Werke selbst gelten die Lizenzen, die ihre Einträge nennen.
about-programs = Für Programme
about-addresses = Jeder Eintrag hat seine Seite und seine verlinkten Daten unter Adressen, die bleiben. Der ganze Katalog ist ein Graph, den die [SPARQL-Seite](sparql/) befragt und den `dump.nq.gz` enthält.
about-measured = Wie FAIR gemessen wird
about-scorecards = Jeder Eintrag wird von selbst an den [Prinzipien für seine Art](principles/) geprüft. Die Bewertung nennt zu jedem Urteil, worauf es beruht.

## Lists

facet-task = Aufgabe
facet-experiment = Experiment
facet-framework = Framework
facet-license = Lizenz
facet-failing = Nicht erfülltes FAIR-Prinzip
facet-keyword = Schlagwort
list-none = Noch keine Einträge
list-remove = (Filter entfernen)
list-empty = Ein Eintrag dieser Art ist eine Datei { $file }. Das <manual>Handbuch</manual> zeigt eine.
list-kind = Art
list-kind-label = Art des Eintrags
list-all-values = Alle { $count } Werte
list-pages = Seiten der Liste
list-page = Seite { $page }
list-about = { $kinds } in diesem Katalog: { $count }.
list-by-title = { $kinds }, { $facet }: { $value }
list-by-about = { $kinds } in diesem Katalog, { $facet } { $value }: { $count }.
list-values-title = { $kinds }: { $facet }
list-values-about = Alle Werte von { $facet } unter: { $kinds }.

## Cards

card-more-authors = { $names } und { $more } weitere
card-glance = { $passed } von { $of } FAIR-Prinzipien erfüllt:
card-glance-group = { $name } { $passed } von { $of }
card-met = { $passed } von { $of } Prinzipien erfüllt

## Home page

home-search = Den ganzen Katalog durchsuchen
home-search-label = Was wird gesucht?
home-search-hint = Aufgabe, Format, Name …
home-what = Worum es geht
home-new = Neu im Katalog
home-key = Jeder Buchstabe füllt sich mit den erfüllten Prinzipien. <all>Alle { $count } Bewertungen</all>
home-subjects = Themen
home-all-tags = Alle Schlagwörter
home-how = So funktioniert es
home-describe = Jemand beschreibt ein Werk
home-describe-text = Eine YAML-Datei sagt, was ein Modell oder ein Datensatz ist, wie er entstand und wo seine Dateien liegen. Jedes Feld wird geprüft, bis zu den Ziffern einer ORCID. <manual>Einen Eintrag schreiben</manual>
home-machines = Maschinen lesen mit
home-machines-text = Aus dieser Datei entstehen die Seite, JSON-LD, DataCite, Zitate und ein Graph des Ganzen, und alle sagen dasselbe.
home-ask = Den Graphen befragen
home-measured = Wie FAIR es ist, wird gemessen
home-measured-text = Zu jedem Prinzip gehören automatische Prüfungen. Ein Urteil nennt seinen Nachweis, und ist ein Prinzip nicht erfüllt, auch die Zeile, die fehlt. <principles>Die Prinzipien lesen</principles>
home-programs = Für Programme
home-catalog-file = Der Katalog als schema.org und DCAT; auch <turtle>als Turtle</turtle>
home-dump-file = Alle Aussagen, ein benannter Graph je Eintrag; beschrieben durch <void>VoID</void>
home-sparql-file = Fragen an alle Einträge, mit Beispielen
home-api-file = Einträge und Bewertungen als JSON, mit ihren Schemata
home-feed-file = Was neu ist und was sich geändert hat

## Tags

tag = Schlagwort
tags-none = Noch kein Eintrag hat ein Schlagwort.
tags-lead = { $count ->
    [one] { $count } Schlagwort über alle Arten von Einträgen.
   *[other] { $count } Schlagwörter über alle Arten von Einträgen.
}
tags-frequent = Am häufigsten
tags-about = { $count ->
    [one] Das { $count } Schlagwort, unter dem Einträge stehen.
   *[other] Die { $count } Schlagwörter, unter denen Einträge stehen.
}
tag-about = { $count ->
    [one] { $count } Eintrag zu { $tag }.
   *[other] { $count } Einträge zu { $tag }.
}
tags-signs = Zeichen

## Notebooks

notebooks = Notebooks
notebooks-about = Notebooks dieser Website, mit dem, was ihre Zellen beim Ausführen ergaben.
notebook-download = Notebook herunterladen
notebook-open-in = In { $name } öffnen
notebook-not-run = Dieses Notebook wurde hier nicht ausgeführt; seine Zellen stehen ohne Ergebnisse da.
notebook-image = Bild, das die Zelle ergab
notebook-cut = Das Notebook enthält mehr von dieser Ausgabe.
notebook-left-out = Eine Ausgabe vom Typ { $type } steht im Notebook und wird hier nicht gezeigt.

## Search

search-form = Volltext des Katalogs
search-federated = { $count ->
    [one] auch in { $count } anderen Katalog
   *[other] auch in { $count } anderen Katalogen
}
search-needs-script = Die Suche braucht JavaScript. Die <lists>Listen</lists> und <tags>Schlagwörter</tags> kommen ohne aus.
search-looking = Wird gesucht …
search-start = Tippen, um den vollen Text aller Einträge und das Handbuch zu durchsuchen
search-help = Wonach sich suchen lässt
search-help-words = Wörter, wie sie geschrieben werden, und Wortfolgen in Anführungszeichen: „bragg peak“. Nur das letzte Wort wird zu längeren Wörtern aus Namen ergänzt; sonst wird nichts erraten.
search-help-names = Kennungen (DOI, ORCID iD, ROR, SHA-256), Lizenzen, Formate, Namen von Dateien, Merkmalen und Metriken.
search-help-pages = Kapitel des <manual>Handbuchs</manual>, und <principles>Prinzipien</principles> mit ihrem Namen, wie R1.1.
search-help-else = Ohne Wörter

## Missing pages

missing-title = Unter dieser Adresse gibt es keine Seite
missing-lead = Vielleicht wurde der Eintrag umbenannt. Zurückgezogene Einträge behalten ihre Seite; ein solcher war es also nicht.
missing-search = Danach suchen
missing-about = Unter dieser Adresse gibt es keine Seite.

## People and organizations

agents-count = { $count } in diesem Katalog
agents-letters = Anfangsbuchstaben
agents-people = { $count ->
    [one] { $count } Person
   *[other] { $count } Personen
}
agents-about = { $kinds }, die dieser Katalog nennt: { $count }.

## Scorecards

outcome-p = erfüllt
outcome-f = nicht erfüllt
outcome-u = unbekannt
outcome-n = nicht anwendbar
scorecards-record = Eintrag
scorecards-met = Erfüllt
scorecards-unknown = noch unbekannt, es fehlt ein Nachweis
scorecards-matrix = { $rubric }: Einträge nach Prinzip
scorecards-by-record = { $rubric }, Eintrag für Eintrag.
scorecards-rubrics = Maßstäbe
scorecards-overview = Überblick
scorecards-failing = Einträge, die ein Prinzip nicht erfüllen:
scorecards-lead = Jeder Eintrag wird an den FAIR-Prinzipien für seine Art gemessen. Geprüft wird, was veröffentlicht ist, nie was ein Eintrag von sich selbst sagt. <principles>Was geprüft wird, und wie</principles>
scorecards-assess = Eine eigene Seite oder Datei bewerten
scorecards-in-matrix = { $count ->
    [one] { $count } Bewertung als Matrix
   *[other] { $count } Bewertungen als Matrix
}
scorecards-verdicts = { $rubric }: Urteile nach Prinzip
scorecards-caption = { $count ->
    [one] Ob { $count } Eintrag jedes Prinzip erfüllt
   *[other] Wie viele von { $count } Einträgen jedes Prinzip erfüllen
}
scorecards-share = Anteil
scorecards-fails = { $count ->
    [one] { $count } Eintrag erfüllt { $principle } nicht
   *[other] { $count } Einträge erfüllen { $principle } nicht
}
scorecards-none = Noch kein Eintrag hat eine Bewertung.
scorecards-about = Wie FAIR die Einträge dieses Katalogs sind, Prinzip für Prinzip, mit den Nachweisen.
rubric-models = Modelle
rubric-datasets = Daten
rubric-software = Software

## Principles

rubric-title-models = FAIR-Prinzipien für KI-Modelle
rubric-title-datasets = FAIR-Prinzipien für Daten
rubric-title-software = FAIR-Prinzipien für Forschungssoftware
principles = Prinzipien
principles-about = Die FAIR-Prinzipien, an denen Einträge gemessen werden, und wie jedes geprüft wird.
principles-lead = FAIR steht für auffindbar (findable), zugänglich (accessible), interoperabel und nachnutzbar (reusable). Modelle, Daten und Software werden an je eigenen Prinzipien gemessen. Zu jedem Prinzip gehören automatische Prüfungen, die Indikatoren, und jedes hat eine Adresse, die bleibt.
principles-for = Für { $kinds }.
principles-after = Nach <source>{ $citation }</source>.
principles-verdict = Was ein Urteil bedeutet
principles-pass = Jeder anwendbare Indikator des Prinzips hat gefunden, wonach er fragt.
principles-fail = Mindestens ein Indikator hat es nicht gefunden. Die Bewertung zeigt die Zeile, die im Eintrag fehlt.
principles-unknown = Die Antwort liegt außerhalb des Katalogs, etwa ob ein DOI auflösbar ist, und wurde noch nicht eingeholt. <evidence>Wie Nachweise entstehen</evidence>
principles-na = Die Frage stellt sich für diesen Eintrag nicht.
principles-others = Andere Bewertungen stellen ähnliche Fragen: <crosswalk>die Gegenüberstellung mit RDA, F-UJI und FAIRshake</crosswalk>.
principles-assess = Was anderswo beschrieben ist, lässt sich an denselben Prinzipien messen: <assess>eine eigene Seite oder Datei bewerten</assess>.
rubric-lead = { $count ->
    [one] { $count } Prinzip nach <source>{ $citation }</source>, in unseren Worten, mit seinen Prüfungen: { $indicators }.
   *[other] { $count } Prinzipien nach <source>{ $citation }</source>, in unseren Worten, mit ihren Prüfungen: { $indicators }.
}
rubric-scorecards = <scorecards>Bewertungen</scorecards>: { $kinds }
rubric-about = { $count ->
    [one] { $count } Prinzip und die { $indicators } automatischen Indikatoren, die es prüfen.
   *[other] { $count } Prinzipien und die { $indicators } automatischen Indikatoren, die sie prüfen.
}
and = und

## Crosswalk

crosswalk = Gegenüberstellung
crosswalk-lead = Die Indikatoren dieses Katalogs neben denen des <rda>RDA FAIR Data Maturity Model</rda>, von <fuji>F-UJI</fuji> und <fairshake>FAIRshake</fairshake>. Wo ein Feld leer ist, hat die andere Bewertung kein Gegenstück.
crosswalk-about = Welche Indikatoren von RDA, F-UJI und FAIRshake denen dieses Katalogs entsprechen.
crosswalk-counterparts = { $rubric }: Gegenstücke

## Assessing other pages

assess-title = Eigene Seite bewerten
assess-about = Wie FAIR ist eine eigene Seite oder Datei? Ihre Bewertung, im eigenen Browser erstellt.
assess-lead = Wie FAIR ist, was man hat? Aus einer Seite oder Datei, die ein Modell, einen Datensatz oder Software beschreibt, wird hier eine Bewertung, die sagt, was fehlt, in den Worten des eigenen Formats.
assess-promise = <strong>Nichts verlässt dieses Gerät.</strong> Das bewertende Programm läuft im Browser, auf dieser Seite. Niemand sonst sieht, was es bekommt.
assess-file = Eine Datei
assess-drop = Eine Datei hierher ziehen oder auswählen
assess-file-note = { $count ->
    [one] Eine gespeicherte Webseite oder eine Datei in { $count } Format: welches es ist, sagt ihr Inhalt.
   *[other] Eine gespeicherte Webseite oder eine Datei in einem von { $count } Formaten: welches es ist, sagt ihr Inhalt.
}
assess-formats = Formate, die gelesen werden
assess-html = HTML-Seiten
assess-text = Oder ihr Text
assess-paste = HTML einer Seite, JSON-LD oder den Text einer solchen Datei einfügen
assess-this = Diesen Text bewerten
assess-example = Ein Beispiel einsetzen
assess-needs-script = Diese Seite braucht JavaScript. Das Programm unten tut dasselbe auf dem eigenen Rechner.
assess-without = <strong>Diese Kopie der Website wurde ohne das bewertende Programm gebaut.</strong> Das Programm unten tut dasselbe auf dem eigenen Rechner.
assess-working = Die Bewertung läuft
cancel = Abbrechen
assess-elsewhere = Auf dem eigenen Rechner
assess-elsewhere-text = Eine Seite unter einer Adresse, große Dateien und Archive bewertet das Programm, auf dieselbe Weise. <manual>Wie man bewertet, was andere gemacht haben</manual>
copies-commands = die Befehle

## SPARQL

sparql-lead = Eine Frage an alle Einträge stellen. Jeder Eintrag ist ein benannter Graph; die <void>VoID-Beschreibung</void> nennt die Vokabulare.
sparql-queries = Abfragen für den Anfang
sparql-start = Mit einer Frage beginnen
sparql-no-queries = Abfragen gehören nach { $folder }; ihre erste Kommentarzeile ist die Frage, die hier steht.
sparql-query = Abfrage
sparql-keys = Strg + Enter stellt sie
sparql-run = Abfrage stellen
sparql-where = Wo die Abfrage beantwortet wird
sparql-endpoint = vom Endpunkt
sparql-browser = in diesem Browser
sparql-federated = { $count ->
    [one] auch die Aussagen von { $count } anderen Katalog
   *[other] auch die Aussagen von { $count } anderen Katalogen
}
sparql-which = Welche das sind
sparql-needs-script = Ohne JavaScript wird eine Abfrage nur beantwortet, wo hinter dieser Seite ein Endpunkt steht. Jede Frage auf dieser Seite lässt sich als Text zum Kopieren öffnen, und der Befehl unten stellt sie vom eigenen Rechner aus.
sparql-elsewhere = Vom eigenen Rechner aus fragen
sparql-command = Dieselbe Abfrage auf der Kommandozeile, über die veröffentlichten Aussagen:
sparql-command-saved = Dieselbe Abfrage auf der Kommandozeile, über die veröffentlichten Aussagen, sobald <dump>{ $name }</dump> gespeichert ist:
sparql-serve = Als SPARQL-1.1-Endpunkt mit dieser Seite davor:

search-title = Suche
search-about = Volltextsuche über alle Einträge des Katalogs.
sparql-about = Fragen an alle Einträge des Katalogs, in SPARQL 1.1.
missing = Seite nicht gefunden
scorecards-title = Bewertungen: { $rubric }
scorecards-matrix-about = { $count ->
    [one] Die Urteile über { $count } Eintrag, Prinzip für Prinzip.
   *[other] Die Urteile über { $count } Einträge, Prinzip für Prinzip.
}

## Federation

federation-about = Die anderen Kataloge, deren Werke hier mit gefunden werden: wann jeder gelesen wurde, und was sich nicht lesen ließ.
federation-lead = { $works ->
    [one] { $works } Werk aus { $catalogs } ist hier neben den eigenen zu finden. Jeder Treffer führt zu seinem Ursprung; was dort steht, gilt.
   *[other] { $works } Werke aus { $catalogs } sind hier neben den eigenen zu finden. Jeder Treffer führt zu seinem Ursprung; was dort steht, gilt.
}
federation-from = { $count ->
    [one] { $count } anderen Katalog
   *[other] { $count } anderen Katalogen
}
federation-search = Alle Kataloge durchsuchen
federation-ask = Alle in SPARQL befragen
federation-catalogs = Kataloge
federation-table = Kataloge, und wann jeder gelesen wurde
federation-read-as = Gelesen als
federation-harvested = Gelesen am
federation-works = Werke
federation-statements = Aussagen
federation-state = Stand
federation-asked = gefragt nach „{ $query }“
federation-never = nie
federation-not-shown = <strong>nicht gezeigt</strong>: { $reason }
federation-failed = <strong>gescheitert</strong> am { $date }: { $reason }
federation-not-yet = noch nicht gelesen
federation-read = gelesen
federation-in-part = zum Teil gelesen
count-problems = { $count ->
    [one] { $count } Problem
   *[other] { $count } Probleme
}
and-more = und { $count } weitere
federation-files = Was gelesen wurde, und wann, steht auch in <catalogs>catalogs.json</catalogs>; die Werke, von denen mehrere Kataloge berichten, stehen in <joined>joined.json</joined>. <manual>Wie Kataloge gelesen werden</manual>
federation-same = Dasselbe Werk in mehreren Katalogen
federation-joined = { $count ->
    [one] Von { $count } Werk berichten mehrere Kataloge: Sie haben eine Kennung oder den SHA-256 einer Datei gemeinsam. Wo sie nicht übereinstimmen, steht jede Angabe neben ihrer Quelle.
   *[other] Von { $count } Werken berichten mehrere Kataloge: Sie haben eine Kennung oder den SHA-256 einer Datei gemeinsam. Wo sie nicht übereinstimmen, steht jede Angabe neben ihrer Quelle.
}
federation-first = Die ersten { $count } sind gezeigt.
federation-in = { $title } in { $count } Katalogen
federation-this = Dieser Katalog
not-stated-short = keine Angabe
federation-differences = Unterschiede
none = keine
federation-common = Gemeinsam
federation-none = Von keinem Werk berichten mehrere Kataloge, soweit Kennungen und Prüfsummen es zeigen.

## Formats

formats-about = Alle Austauschformate, aus denen Einträge gelesen und in die sie geschrieben werden, und was jedes nicht sagen kann.
fate-kept = erhalten
fate-in-extensions = in Erweiterungen erhalten
fate-partly = zum Teil erhalten
fate-lost = verloren
formats-lead = { $count ->
    [one] { $count } Austauschformat: gelesen werden Einträge aus { $read }, geschrieben in { $written }.
   *[other] { $count } Austauschformate: gelesen werden Einträge aus { $read }, geschrieben in { $written }.
}
formats-both = Für die { $count }, die beides können, zählt diese Seite auch, was jedes nicht sagen kann.
formats-purposes = Wozu jedes dient
formats-losses = Was jedes verliert
formats-matrix = Feld für Feld
formats-table = Formate, und wozu jedes dient
formats-used-by = Verwendet von
formats-read = Gelesen
formats-written = Geschrieben
yes = ja
no = nein
formats-not-here = nicht auf dieser Website
formats-and-package = und ein Paket auf Wunsch
formats-package = ein Paket auf Wunsch
formats-where = Eine hier genannte Datei liegt neben der Seite jedes Eintrags, den das Format wiedergeben kann. <export>Where your record goes</export> und <import>Bring what you have</import> sagen, wie man sie verwendet.
formats-losses-text = Kein Format außer dem YAML der Einträge hat Platz für alles, was sie sagen. Wir haben gezählt: Einträge mit allen Feldern, sperrige und die eines ganzen Katalogs wurden in jedem Format geschrieben und wieder gelesen. Ein Feld ist <em>erhalten</em>, wenn es immer so wiederkommt, wie es war, <em>in Erweiterungen erhalten</em>, wenn das Gesagte unter dem Namen des Formats wiederkommt, <em>zum Teil erhalten</em>, wenn es bei manchen Werken oder mit manchen Werten wiederkommt, und sonst <em>verloren</em>. Ein Feld, das ein Format anders ausdrückt, zählt als verloren.
formats-counts = Erhaltene und verlorene Felder je Format
formats-share = Anteil der Felder
formats-kept = Erhalten
formats-in-extensions = In Erweiterungen
formats-partly = Zum Teil
formats-lost = Verloren
formats-matrix-text = { $count ->
    [one] { $count } Feld von Werken. Ein Strich heißt, dass das Format für Werke mit diesem Feld nicht geschrieben wird.
   *[other] { $count } Felder von Werken. Ein Strich heißt, dass das Format für Werke mit diesem Feld nicht geschrieben wird.
}
field = Feld
formats-not-written = nicht geschrieben
formats-every-work = Jedes Werk

## Manual and other pages

pages-others = Weitere Seiten
pages-more = Mehr über diesen Katalog

## Pages of records

rights-open = Offen
rights-embargoed = Unter Sperrfrist
rights-restricted = Eingeschränkt
rights-metadata-only = Nur Metadaten
artifact-weights = Gewichte
artifact-data = Daten
artifact-file-index = Dateiverzeichnis
artifact-code = Code
artifact-container = Container
artifact-configuration = Konfiguration
artifact-documentation = Dokumentation
artifact-notebook = Notebook
artifact-control-set = Kontrolldatensatz
artifact-other = Sonstiges
relation-cites = Zitiert
relation-is-cited-by = Wird zitiert von
relation-references = Verweist auf
relation-is-referenced-by = Auf ihn verweist
relation-documents = Dokumentiert
relation-is-documented-by = Wird dokumentiert von
relation-describes = Beschreibt
relation-is-described-by = Wird beschrieben von
relation-is-part-of = Ist Teil von
relation-has-part = Enthält
relation-is-version-of = Ist Version von
relation-has-version = Hat die Version
relation-is-new-version-of = Ist neue Version von
relation-is-previous-version-of = Ist frühere Version von
relation-is-variant-form-of = Ist Variante von
relation-is-original-form-of = Ist Ursprung der Variante
relation-is-identical-to = Ist identisch mit
relation-is-derived-from = Ist abgeleitet von
relation-is-source-of = Ist Quelle von
relation-requires = Benötigt
relation-is-required-by = Wird benötigt von
relation-is-supplement-to = Ergänzt
relation-is-supplemented-by = Wird ergänzt durch
relation-compiles = Stellt zusammen
relation-is-compiled-by = Wird zusammengestellt von
relation-continues = Setzt fort
relation-is-continued-by = Wird fortgesetzt von
relation-obsoletes = Löst ab
relation-is-obsoleted-by = Wird abgelöst von
relation-is-metadata-for = Enthält Metadaten zu
relation-has-metadata = Hat Metadaten in
relation-reviews = Begutachtet
relation-is-reviewed-by = Wird begutachtet von
backlink-author = Verfasst
backlink-contributor = Beigetragen zu
backlink-maintainer = Betreut
backlink-publisher = Veröffentlicht
backlink-copyright = Inhaber der Rechte an
backlink-shared = Bereitgestellt
backlink-funder = Gefördert
backlink-people = Personen
backlink-parts = Teile der Organisation
backlink-made = Schritte der Herstellung von
backlink-trained-on = Damit trainiert
backlink-validated-on = Damit validiert
backlink-tested-on = Damit getestet
backlink-evaluated-on = Damit bewertet
backlink-fine-tuned = Daraus durch Feinabstimmung
backlink-trained-with = Mit diesem Code trainiert
backlink-evaluated-with = Mit diesem Code bewertet
backlink-made-from = Daraus entstanden
backlink-made-with = Damit hergestellt
backlink-need = Benötigen es
backlink-read = Workflows, die es lesen
backlink-make = Workflows, die es erzeugen
backlink-teach = Lehren damit
backlink-replaced = Dadurch ersetzt
role-ContactPerson = Ansprechperson
role-DataCollector = Datenerhebung
role-DataCurator = Datenkuratierung
role-DataManager = Datenmanagement
role-Distributor = Vertrieb
role-Editor = Redaktion
role-HostingInstitution = Bereitstellende Einrichtung
role-Producer = Produktion
role-ProjectLeader = Projektleitung
role-ProjectManager = Projektmanagement
role-ProjectMember = Projektmitglied
role-RegistrationAgency = Registrierungsagentur
role-RegistrationAuthority = Registrierungsstelle
role-RelatedPerson = Zugehörige Person
role-Researcher = Forschung
role-ResearchGroup = Forschungsgruppe
role-RightsHolder = Rechteinhaber
role-Sponsor = Sponsor
role-Supervisor = Betreuung
role-Translator = Übersetzung
role-WorkPackageLeader = Leitung des Arbeitspakets
role-Other = Weiterer Beitrag
role-Maintainer = Betreuung der Software
role-Publisher = Veröffentlicht von
role-CopyrightHolder = Rechte bei
role-SharedBy = Bereitgestellt von
record-version = Version { $version }
record-more-authors = { $more ->
    [one] { $name } und { $more } weitere Person
   *[other] { $name } und { $more } weitere
}
record-authors = { $count ->
    [one] { $count } Person
   *[other] { $count } Personen
}
record-deprecated = Dieser Eintrag ist veraltet: Sein Nachfolger steht unter den Beziehungen.
record-does = Was es tut
record-is = Was es ist
record-meant-for = Gedacht für
record-limits = Grenzen
record-languages = In anderen Sprachen
record-considerations = Risiken und weitere Überlegungen
record-risks = Risiken
record-ethics = Ethik
record-law = Recht
record-cite = Wie man es zitiert
record-cited = Wie es zitiert wurde
record-cite-no-address = Die Website wurde ohne ihre Adresse gebaut; ein Zitat nennt daher nur dann eine, wenn das Werk eine eigene Kennung hat.
record-formats = Andere Formate
record-edit = Diesen Eintrag bearbeiten
purpose-citing = Zum Zitieren
purpose-reading = Zum Lesen
purpose-harvesting = Zum Einsammeln
purpose-assessing = Zum Bewerten
purpose-packaging = Zum Ausführen und Packen
record-source = Aus seiner Quelle
record-source-text = Was die Quelle dieses Eintrags sagt und oben keinen Platz hat.
record-glance = Auf einen Blick
record-withdrawn = <strong>Zurückgezogen am { $date }.</strong> { $reason }
record-use-instead = Stattdessen zu verwenden: { $work }
record-gone = Das Werk wird nicht mehr angeboten. Diese Seite bleibt, damit Zitate weiterhin irgendwohin führen.
record-files-kept = Sie bleiben veröffentlicht, für alle, die nachsehen müssen, was falsch war.
record-files-gone = Sie werden nicht mehr veröffentlicht, und ihre Adressen führen ins Leere. Eine Kopie erkennt man an ihrem SHA-256.
versions-count = { $count ->
    [one] { $count } Version
   *[other] { $count } Versionen
}
versions-newest = { $count ->
    [one] { $count } Version, von denen diese die neueste ist
   *[other] { $count } Versionen, von denen diese die neueste ist
}
version-newest = neueste
version-this = diese Seite
versions-all = Alle Versionen: { $work }
versions-more = { $count ->
    [one] { $count } weitere Version hat eine eigene Seite und steht nicht in dieser Liste.
   *[other] { $count } weitere Versionen haben eigene Seiten und stehen nicht in dieser Liste.
}
version-newer = Es gibt eine neuere Version: { $version }.
version-offered = Die neueste Version, die angeboten wird: { $version }.
moved-title = Diese Seite ist umgezogen
moved-text = <target>{ $title }</target> hat eine neue Adresse.
license = Lizenz
related = Verwandtes
identifier = Kennung
elsewhere = Anderswo
copies-citation = das Zitat
copies-command = den Befehl
copies-code = den Code
copies-remedy = die Abhilfe
record-orcid = ORCID von { $name }
record-ror = ROR von { $name }
backlinks-first = Die ersten { $count } zeigen
backlinks-all = Alle { $count } zeigen
lineage = Abstammung
lineage-drawing = Zeichnung der Abstammung
lineage-more = { $count ->
    [one] { $count } weiteres, für das die Zeichnung keinen Platz hat
   *[other] { $count } weitere, für die die Zeichnung keinen Platz hat
}
lineage-trained = wurde trainiert mit
lineage-tuned = wurde feinabgestimmt aus
lineage-version = ist eine neue Version von
lineage-input = liest
lineage-derived = entstand aus
lineage-edge = { $made } { $relation } { $source }
lineage-outside = { $count ->
    [one] { $count } Werk außerhalb dieses Katalogs
   *[other] { $count } Werke außerhalb dieses Katalogs
}
lineage-this = Dieser Eintrag
tensor-order = Reihenfolge
tensor-padding = Auffüllung
tensor-scaling = Skalierung
tensor-classes = Klassen, der Reihe nach:
feature-range = Im Training
tensor-features = { $count ->
    [one] { $count } Merkmal
   *[other] { $count } Merkmale, der Reihe nach
}
tensor-features-of = Merkmale von { $name }
number-short = Nr.
feature = Merkmal
unit = Einheit
machine = Rechner:
machine-processors = { $count ->
    [one] { $count } logischer Prozessor
   *[other] { $count } logische Prozessoren
}
machine-memory = { $size } Speicher

## Pages of people and organizations

agent-affiliation = Zugehörigkeit
agent-part-of = Teil von
agent-place = Ort
home-page = Webseite
agent-email = E-Mail
agent-works = Werke und Rollen
agent-none = Noch kein Eintrag dieses Katalogs nennt { $name }.
agent-coauthors = An denselben Werken beteiligt
agent-common = { $count ->
    [one] { $count } gemeinsames Werk
   *[other] { $count } gemeinsame Werke
}

## Parts of a record

files = Dateien
file = Datei
role = Rolle
size = Größe
checksum = Prüfsumme
opset = Opset { $number }
fair-title = Wie FAIR es ist
fair-lead = { $passed } von { $applicable } anwendbaren Prinzipien sind erfüllt (<principles>{ $rubric }</principles>), berechnet aus den veröffentlichten Aussagen, den Dateien und den vorliegenden Nachweisen.
fair-scorecard = Als JSON
fair-badge = Als Plakette
fair-add = Was in einem Kasten steht, ist im Eintrag zu ergänzen.
fair-add-same = Dasselbe wie für { $principle }
fair-how = Wie es geprüft wird
fair-evidence = In SPARQL
data-title = Was enthalten ist
count-fields = { $count ->
    [one] { $count } Feld
   *[other] { $count } Felder
}
fields = Felder
type = Typ
data-column = in der Datei { $column }
data-splits = Aufteilung
data-split = Teil
items = Elemente
description = Beschreibung
data-collected = Wie er erhoben wurde
data-prepared = Wie er aufbereitet wurde
data-techniques = Messverfahren
data-made-with = Erzeugt mit
data-collected-when = Zeit der Erhebung
data-time = Zeitraum
data-place = Gebiet
data-sensitive = Sensible Daten
data-sensitive-yes = Ja
data-sensitive-no = Keine
history-title = Schritt für Schritt
history-from = Aus { $works }.
history-step-from = Aus
history-step-with = Mit
history-step-by = Von
versions = Versionen
version = Version
date = Datum
changes = Änderungen
workflow-steps = Seine Schritte
workflow-for = Geschrieben für { $language }.
workflow-reads = Liest
workflow-makes = Erzeugt
software-offers = Was sie bietet
category = Kategorie
software-standards = Standards
material-learns = Was man lernt
material-for = Für
material-level = Niveau
material-uses = Verwendet

## Evaluations and verification

figures-title = Alle Zahlen von { $work }
figures-heading = Alle Zahlen
figures-lead = Was Läufe und Training von { $work } ergaben, vollständig.
evaluations-title = Güte: wie gut es ist
evaluations-in = in { $unit }
evaluations-more = { $count } weitere in der Tabelle
evaluations-charts = { $count ->
    [one] Diagramm zu { $count } weiteren Metrik
   *[other] Diagramme zu { $count } weiteren Metriken
}
evaluations-table = { $count ->
    [one] Der { $count } Wert als Tabelle
   *[other] Alle { $count } Werte als Tabelle
}
evaluations = Bewertungen
metric = Metrik
value = Wert
evaluations-on = Auf
evaluations-checked = Geprüft
condition = Bedingung
evaluations-how = Wie
source = Quelle
evaluations-tolerance = Toleranz { $width }
evaluations-with = Mit { $software }
verdict-holds = Hält
verdict-fails = Hält nicht
verdict-not-checked = Nicht geprüft
basis-declared = wie angegeben, nicht nachgeprüft
basis-not-recomputed = nicht nachgerechnet
basis-holds = nachgerechnet, hält
basis-holds-submitted = nachgerechnet, hält (eingereicht)
basis-fails = nachgerechnet, hält nicht
basis-not-checked = nicht geprüft
basis-no-uncertainty = keine Unsicherheit angegeben
basis-split = Teil { $split }
count-items = { $count ->
    [one] { $count } Element
   *[other] { $count } Elemente
}
basis-control-set-of = { $count ->
    [one] Kontrolldatensatz aus { $count } Element
   *[other] Kontrolldatensatz aus { $count } Elementen
}
basis-control-set = Kontrolldatensatz
count-engines = { $count ->
    [one] { $count } Engine
   *[other] { $count } Engines
}
count-claims = { $count ->
    [one] { $count } Aussage
   *[other] { $count } Aussagen
}
count-threads = { $count ->
    [one] { $count } Thread
   *[other] { $count } Threads
}
figure-parameters = trainierbare Parameter
figure-total = insgesamt
figure-items = Elemente
figure-files = Dateien
figure-fields = Felder
claims-refused = Aussagen nicht geprüft: Der Verifikation, die mit dem Eintrag kam, wird nicht geglaubt
claims-outdated = Aussagen geprüft am { $date }, aber nicht so, wie Dateien und Aussagen jetzt sind
claims-line = { $holding ->
    [one] Aussagen zum Kontrolldatensatz ({ $items }): { $holding } von { $claims } trifft auf { $engines } zu
   *[other] Aussagen zum Kontrolldatensatz ({ $items }): { $holding } von { $claims } treffen auf { $engines } zu
}
claims-none = Aussagen zum Kontrolldatensatz ({ $items }): keine
claims-not-all-agrees = aber nicht alles andere stimmt überein
claims-not-all-decided = aber nicht alles andere ist entschieden
origin-claims-submitted = mit dem Eintrag eingereicht, von dieser Website nicht nachgerechnet
origin-claims-site = vom eigenen Workflow dieser Website nachgerechnet (Schlüssel { $key }, { $date })
origin-measured-submitted = mit dem Eintrag eingereicht, von dieser Website nicht gemessen
origin-measured-site = vom eigenen Workflow dieser Website gemessen (Schlüssel { $key }, { $date })
origin-explained-submitted = mit dem Eintrag eingereicht, von dieser Website nicht berechnet
origin-explained-site = vom eigenen Workflow dieser Website berechnet (Schlüssel { $key }, { $date })
verification-title = Aussagen, durch Ausführen geprüft
verification-refused = { $count ->
    [one] Mit dem Eintrag kam eine Verifikation, der nicht geglaubt wird, aus { $count } Grund, den <code>faircat check</code> nennt. Nichts davon wird gezeigt.
   *[other] Mit dem Eintrag kam eine Verifikation, der nicht geglaubt wird, aus { $count } Gründen, die <code>faircat check</code> nennt. Nichts davon wird gezeigt.
}
verification-outdated = Die Aussagen wurden am { $date } geprüft, doch was damals geprüft wurde, ist nicht, was jetzt veröffentlicht ist: { $reasons }. Diese Ergebnisse werden nicht gezeigt.
verification-fails = Nicht alles, was der Eintrag aussagt, hält.
verification-differs = { $count ->
    [one] { $count } von { $claims } weicht von dem ab, was das Ausführen des Modells ergibt.
   *[other] { $count } von { $claims } weichen von dem ab, was das Ausführen des Modells ergibt.
}
verification-look = Was abweicht, ist unten markiert.
verification-undecided = <strong>Nicht alles, was der Eintrag aussagt, ist entschieden.</strong> { $reasons }.
verification-lead = Am { $date } hat faircat { $version } { $set } ({ $items }) auf { $engines } ausgeführt und { $checked } von { $claims } dazu neu berechnet.
verification-set = den Kontrolldatensatz
verification-who = Wer dies berechnet hat: { $origin }.
verification-claims = Aussagen und was nachgerechnet wurde
claim = Aussage
verdict = Urteil
declared = Angegeben
recomputed = Nachgerechnet
tolerance = Toleranz
verification-within = Innerhalb
verification-of-runs = { $runs ->
    [one] in seinem Lauf
   *[other] in { $held } von { $runs } Läufen
}
verification-legend-declared = angegeben, mit Toleranz
verification-legend-found = von einer Engine nachgerechnet
verification-legend-uncertainty = ± oder ein Intervall: die statistische Unsicherheit des Kontrolldatensatzes
verification-legend-others = Werte zu anderen Daten sind wie angegeben
verification-agreement = Wie die Engines übereinstimmen
verification-agreement-table = Engines nach Metriken und nach größter Abweichung von den Referenzausgaben
verification-metrics = Metriken, nachgerechnet
verification-difference = Größte Abweichung von der Referenz
engine = Engine
verification-with-tolerance = mit Toleranz
verification-at-most = höchstens
form-of = Form { $form }
verification-failure = Das Modell ließ sich nicht ausführen: { $reason }
verification-pairs = Engine gegen Engine
engines = Engines
output = Ausgabe
verification-largest = Größte Abweichung
verification-files = Die verwendeten Dateien
verification-as-declared = Wie angegeben
verification-signature = Die Ein- und Ausgaben des Eintrags sind nicht die der Modelldatei: { $differences }.
verification-yourself = Selbst nachprüfen: { $command }.
verification-pair = { $first } und { $second }
verification-run = { $engine } auf { $device }, { $form }
verification-wide = weiter als { $width }, sodass andere Daten für diese durchgehen könnten
verification-or = { $first } oder { $second }
engine-other = Eine andere Engine
strip = { $metric }: angegeben { $declared }, Toleranz { $tolerance };
strip-within = innerhalb
strip-outside = außerhalb

## Throughput

explain-title = Warum: worauf seine Antworten beruhen
explain-lead = Einzeln auf 0 gesetzt, ändern { $significant } von { $count } Merkmalen { $metric } ({ $value } auf { $items }) um mehr als Zufall.
explain-limit = Das sagt, was dieses Netz an diesen Elementen nutzt, nicht, was wovon die Ursache ist.
explain-chart = Änderung von { $metric } ohne ein Merkmal
explain-chart-text = Die größten von { $count } Änderungen, je mit einem Merkmal auf 0. Die Balken sind eine Standardabweichung über { $draws } Ziehungen, jede mit denselben Elementen mit und ohne das Merkmal.
explain-bar-chance = { $feature } (vielleicht Zufall)
explain-within = vielleicht Zufall
explain-features = { $count ->
    [one] Das { $count } Merkmal, maskiert
   *[other] { $count } Merkmale, einzeln maskiert
}
explain-feature = Merkmal
explain-input = Eingabe
explain-zero = Auf 0
explain-mean = Auf seinem Mittel
explain-permuted = Vertauscht
explain-fidelity = Treue, auf 0
explain-fidelity-short = Treue
explain-features-text = Nur vorhandene Elemente werden geändert. Vertauscht: Die Werte gehen zufällig an andere Elemente. Treue: eins weniger der mittleren Abweichung der Bewertung von der mit allen Eingaben (Duarte u. a. 2023, Gleichung 1). Grau: keine 1,96 Standardabweichungen von keiner Änderung entfernt.
explain-together = Unwichtige Merkmale gemeinsam auf 0
explain-together-text = Alle Merkmale, die { $metric } allein auf 0 um weniger als die Schwelle ändern (wie in Tabelle 9 von Duarte u. a. 2023).
explain-usual = Die Hälfte der einzelnen Änderungen hat eine Unsicherheit über { $width }; eine Schwelle darunter wählt nach Zufall.
explain-again = Der eigene Workflow dieser Website hat { $changes } der { $of } Änderungen durch Maskieren nachgerechnet und gleich gefunden (Schlüssel { $key }, { $date }).
explain-again-neurons = { $of ->
    [one] Auch die Aktivität der Neuronen wurde nachgerechnet.
   *[other] Auch die Aktivität der Neuronen wurde nachgerechnet, für { $classes } von { $of } Klassen.
}
explain-again-relevance = { $of ->
    [one] Auch die Anteile der Merkmale wurden nachgerechnet.
   *[other] Auch die Anteile der Merkmale wurden nachgerechnet, für { $classes } von { $of } Klassen.
}
explain-again-contributions = Auch die Beiträge der Merkmale wurden nachgerechnet.
explain-threshold = Schwelle
explain-left-out = Weggelassen
explain-change = Änderung
explain-items = Weggelassene Elemente und ihre Reihenfolge
explain-largest = { $count ->
    [one] { $count } Element mit dem größten { $feature }
   *[other] { $count } Elemente mit den größten { $feature }
}
explain-smallest = { $count ->
    [one] { $count } Element mit dem kleinsten { $feature }
   *[other] { $count } Elemente mit den kleinsten { $feature }
}
explain-order = Eine andere Reihenfolge der Elemente von { $input } ändert die Ausgabe um höchstens { $width }.
explain-relevance = Wie sich die Merkmale die Bewertung teilen
explain-relevance-text = LRP-γ mit γ = { $gamma } (Duarte u. a. 2023, Gleichungen 2 bis 6) teilt das Logit einer Klasse auf die Merkmale der Elemente dieser Klasse auf. Die Anteile und der der Biases ergeben zusammen 100 %; von einem einzelnen Element geht durch Runden höchstens { $residual } des Logits verloren.
explain-biases = Biases aller Schichten
explain-biases-text = { $class }: Die Biases nehmen im Median { $share } vom Logit eines Elements.
explain-share-of = Anteile am Logit in %, { $class }
explain-contributions = Was jedes Merkmal zur Antwort beiträgt
explain-contributions-text = Integrierte Gradienten (Sundararajan u. a. 2017, Gleichung 1), vor einem Softmax oder Sigmoid: was ein Merkmal auf dem geraden Weg vom Mittel des Kontrolldatensatzes zu einem Element zur Antwort hinzufügt, im Mittel über die Elemente der Klasse, in { $steps } Schritten. Eine positive Zahl spricht bei diesen Elementen für die Klasse, verglichen mit dem Mittel.
explain-contributions-sum = { $class }: Über { $items } führen sie von { $baseline }, der Antwort für das Mittel, zu { $answer }.
explain-contributions-missed = Bei einem einzelnen Element verfehlt die Summe den Unterschied der beiden Antworten um höchstens { $width } (Vollständigkeit).
explain-contributions-to = Beiträge zur Antwort, { $class }
explain-shared-out = Die Spalten LRP-γ teilen für dieselben Elemente die ganze Antwort auf, ohne Grundlinie (Montavon u. a. 2019, Abschnitt 10.2, mit γ = { $gamma } und ohne ε; Bach u. a. 2015): Schicht um Schicht gibt eine Summe ihre Relevanz anteilig an das weiter, woraus sie besteht, und was ihr Vorzeichen hat, zählt dabei (1 + γ)-mal so viel. Die Merkmale und das, was die Biases aller Schichten behalten, ergeben zusammen die Antwort; von einem einzelnen Element geht durch Runden höchstens { $width } verloren.
explain-shared-out-biases = { $class }: Die Biases behalten { $biases } von { $answer }.
explain-shared-out-column = { $class }, LRP-γ
explain-neurons = { $count ->
    [one] { $count } Neuron, aktiv oder nicht
   *[other] { $count } Neuronen, aktiv oder nicht
}
explain-neurons-text = Relative neuronale Aktivität (Duarte u. a. 2023, Gleichung 7) jeder ReLU von { $file }. Jede Schicht hat für jede Klasse einen Streifen, von oben: { $classes }. Jede Zelle ist ein Neuron, umso kräftiger, je aktiver es neben dem aktivsten seiner Schicht ist.
explain-neurons-spoken = Aktivität der Neuronen nach Schicht und Klasse. Unter 0,2: { $shares }.
explain-silent = { $class }: { $share } der Neuronen liegen unter 0,2.
explain-related = Merkmale, die miteinander variieren, und Kategorien
explain-related-text = Merkmale, die miteinander variieren, tragen dieselbe Information: Wird eines weggelassen, bleibt sie im anderen, und die Relevanz teilt sich auf sie auf. Koeffizienten nach Pearson über die Elemente jeder Klasse:
explain-with = Mit
explain-category = { $feature } nimmt nur { $count } Werte an ({ $values }), wie eine Kategorie oder eine Anzahl. Das Mittel muss keiner davon sein, 0 ist vielleicht einer, und eine Änderung durch Weglassen sagt wenig.
explain-conclude = Was sich daraus schließen lässt und was nicht
explain-conclude-uses = Eine große Änderung sagt, dass dieses Netz das Merkmal an diesen Elementen nutzt. Sie sagt nicht, dass das Merkmal etwas verursacht oder dass ein ohne es trainiertes Netz schlechter wäre.
explain-conclude-small = Eine kleine Änderung sagt nicht, dass ein Merkmal nutzlos ist: Andere, die mit ihm variieren, können es ersetzen.
explain-conclude-unlike = Mit einem Merkmal auf 0 oder auf seinem Mittel gleichen Elemente vielleicht keinem, mit dem das Netz trainiert wurde. Vertauschen erhält, wie ein Merkmal verteilt ist, aber nicht, wie es mit anderen variiert.
explain-conclude-chance = Eine Änderung, die vielleicht Zufall ist, lässt sich an { $items } nicht von keiner unterscheiden. Es kann sie trotzdem geben.
explain-conclude-rule = Relevanz folgt einer Regel mit einem freien Parameter, γ: Ein anderer teilt die Bewertung anders auf. Was die Biases nehmen, wird von keinem Merkmal gesagt; es ist mehr, wo die Skalierung der Eingaben Teil der ersten Schichten ist, denn dann enthalten die Biases die Mittel der Merkmale.
explain-conclude-baseline = Integrierte Gradienten sagen, was ein Element vom Mittel des Kontrolldatensatzes unterscheidet, und von keinem anderen: Eine andere Grundlinie gibt andere Beiträge. Auf dem Weg liegen Eingaben, die vielleicht keinen gleichen, mit denen das Netz trainiert wurde.
explain-missing = Nicht gemacht: { $what }.
origin-run = Der Lauf
explain-who = Wer dies berechnet hat: { $origin }.
explain-computed = Berechnet am { $date } von faircat { $version } mit { $engine }.
explain-yours = Neu berechnen: { $command }.
explain-file = Alle Zahlen als JSON
beside-title = Veröffentlichte Zahlen neben diesen
beside-lead = Dies ist eine Variante von { $model }, von dem Zahlen veröffentlicht sind. Hier stehen sie neben unseren, nach denselben Definitionen.
beside-why = Sie müssen nicht gleich sein: Die veröffentlichten Netze wurden mit { $theirs } trainiert, die hier mit { $ours }, und andere Daten ergeben andere Gewichte.
beside-limits = Was den Daten hier fehlt, steht unter { $limits }.
beside-items = Merkmale wurden am Kontrolldatensatz ({ $items }) weggelassen und Neuronen daran betrachtet.
beside-networks = Netze aller Größen, veröffentlicht und hier
beside-network = Veröffentlicht
beside-network-here = Hier
beside-published = { $what }, veröffentlicht
beside-here = { $what }, hier
beside-networks-text = Treue ist die zum ersten Netz: eins weniger der mittleren Abweichung der Bewertungen (Duarte u. a. 2023, Gleichung 1). Sparsity ist der Anteil der Neuronen unter 0,2 (Gleichung 7), hier im Mittel über die Klassen. Hinter ± steht eine Standardabweichung.
beside-rates = Elemente pro Sekunde sind die der schnellsten Messung jedes Netzes.
beside-masked = Unwichtige Merkmale gemeinsam auf 0, veröffentlicht und hier
beside-source = Veröffentlicht in { $source }.
beside-not-measured = nicht gemessen
speed-title = Tempo: wie schnell es ist
speed-best = Bestenfalls { $rate } Elemente pro Sekunde: { $setting }, Stapel zu { $batch }.
speed-gpu = mit einer GPU
speed-chart = Elemente pro Sekunde über der Stapelgröße
speed-batch-size = Stapelgröße
speed-axes = { $count ->
    [one] Beide Achsen sind logarithmisch. Ein Kasten umfasst die Quartile von { $count } Wiederholung mit dem Median quer; Antennen reichen bis zur langsamsten und schnellsten.
   *[other] Beide Achsen sind logarithmisch. Ein Kasten umfasst die Quartile von { $count } Wiederholungen mit dem Median quer; Antennen reichen bis zur langsamsten und schnellsten.
}
speed-axes-any = Beide Achsen sind logarithmisch. Ein Kasten umfasst die Quartile der Wiederholungen mit dem Median quer; Antennen reichen bis zur langsamsten und schnellsten.
speed-table = { $count ->
    [one] Die { $count } Messung als Tabelle
   *[other] Alle { $count } Messungen als Tabelle
}
speed = Durchsatz
speed-form = Form
speed-device = Gerät
speed-threads = Threads
speed-batch = Stapel
speed-median = Elemente/s, Median
speed-quartiles = Quartile
speed-extremes = Langsamste bis schnellste
speed-latency = Latenz eines Stapels
speed-latency-95 = 95 von 100 darunter
speed-memory = Speicherspitze
speed-use = Auslastung der GPU
speed-who = Wer dies gemessen hat: { $origin }.
speed-no-file = Es ist nicht gesagt, welche Datei gemessen wurde.
speed-measured = Gemessen am { $date } von faircat { $version } mit { $engines }.
speed-yours = Selbst messen: { $command }.
speed-to = { $low } bis { $high }
speed-items = { $count ->
    [one] Die Stapel nehmen das { $count } Element des Kontrolldatensatzes der Reihe nach.
   *[other] Die Stapel nehmen die { $count } Elemente des Kontrolldatensatzes der Reihe nach.
}
speed-items-range = Die Stapel nehmen { $least } bis { $most } Elemente des Kontrolldatensatzes der Reihe nach.
speed-items-first = Nur die ersten Elemente des Kontrolldatensatzes wurden ausgeführt, immer wieder; sie müssen nicht wie die anderen sein.
speed-load = Prozesse, die vor den Messungen laufen wollten, im Mittel über eine Minute: { $range }, auf { $processors } logischen Prozessoren.
speed-unknown = Nicht vermerkt: { $what }.
speed-unknown-load = wie ausgelastet der Rechner sonst war
speed-unknown-sets = die Befehlssätze des Prozessors
speed-panel = { $count ->
    [one] { $device }, { $count } Thread
   *[other] { $device }, { $count } Threads
}

## Trying a model

try-title = Ausprobieren
display-jet-one = Ein Jet
display-jet-many = { $count } Jets
display-peak-one = Ein Peak
display-peak-many = { $count } Bilder
display-form-one = Eine Eingabe
display-form-many = { $count } Beispiele
display-jet-seen = Entlang der Jet-Achse gesehen, bis ΔR = 0,8; die Fläche eines Kreises geht mit dem Impuls der Spur.
display-jet-impact = Stoßparameter mit Vorzeichen, in Standardabweichungen:
display-jet-impact-0 = unter −0,5
display-jet-impact-1 = bis 2
display-jet-impact-2 = bis 5
display-jet-impact-3 = bis 15
display-jet-impact-4 = über 15
display-jet-vertex = Sekundärvertex, umso größer, je weiter er vom Primärvertex liegt
display-peak-predicted = vorhergesagt
display-peak-true = wahre Position
try-lead = { $items } des Kontrolldatensatzes, und was das Modell daraus macht.
try-here = Das Modell selbst läuft hier, im Browser: Nichts wird installiert, und nichts verlässt den Rechner.
try-needs-script = Das Modell auf dieser Seite auszuführen braucht JavaScript und WebAssembly; beides ist ausgeschaltet.
try-pictures = Die Bilder unten zeigen dieselben Beispiele.
try-example = Beispiel { $number }
try-answer = Antwort
try-says = Das Modell sagt <strong>{ $answer }</strong>.
try-says-with = Das Modell sagt <strong>{ $answer }</strong>, mit Wahrscheinlichkeit { $probability }.
try-truth = Wahre Klasse <strong>{ $truth }</strong>.
try-error = Abweichung <strong>{ $error }</strong>.
try-why-easy = Richtig beantwortet, mit Sicherheit
try-why-hard = Nahe an der Entscheidung
try-why-far = Unter den größten Abweichungen
try-why-wrong = Falsch beantwortet
try-why-typical = Ein gewöhnliches
try-series = { $name }, { $count }
try-distribution = { $items } des Kontrolldatensatzes, Anzahlen auf logarithmischer Skala
try-last-bin = die letzte Klasse enthält alles darüber

## Using and training

use-run = Wie man es ausführt
use-use = Wie man es verwendet
use-fetch = Die Dateien holen und mit den Größen und Prüfsummen des Eintrags vergleichen.
use-run-command = Das Modell auf eine eigene Datei anwenden; ihre Felder tragen die Namen der Eingaben.
use-verify = Den Kontrolldatensatz auf jeder verfügbaren Engine ausführen und die Aussagen prüfen.
use-signing-in = <strong>Anmeldung:</strong> { $how }
use-signature = Ein- und Ausgaben
use-input = Eingabe
use-output = Ausgabe
use-preparing = Die Eingabe vorbereiten
use-code = Code und was er benötigt
code-repository = Repositorium
code-readme = Read me
code-build = Bauanleitung
code-help = Hilfe
code-notes = Versionshinweise
code-issues = Fehlermeldungen
code-discussion = Diskussion
code-archive = Archivierte Kopie
code-languages = Sprachen
code-systems = Betriebssysteme
code-status = Stand
code-memory = Arbeitsspeicher
code-processor = Prozessor
code-storage = Speicherplatz
code-dependencies = Hängt ab von
code-containers = Container
use-nothing = Der Eintrag sagt es nicht.
use-files = Seine Dateien stehen unter <files>Dateien</files>.
training-title = Womit es trainiert wurde
training-datasets = Verwendete Datensätze
purpose = Zweck
dataset = Datensatz
part = Teil
training-for-training = Training
training-for-validation = Validierung
training-for-test = Test
training-for-evaluation = Bewertung
training-none = Der Eintrag nennt seine Trainingsdaten nicht.
training-procedure = Vorgehen
training-tuned = Feinabgestimmt aus
training-code = Code
training-environment = Umgebung
training-hardware = Hardware
training-duration = Dauer
training-seed = Startwert
training-co2 = CO₂-Äquivalent
training-log = Der ganze Lauf
training-log-text = Konfiguration, Umgebung und Verlauf, vom Lauf selbst geschrieben
training-architecture = Architektur
training-hyperparameters-count = { $count ->
    [one] { $count } Hyperparameter
   *[other] { $count } Hyperparameter
}
training-hyperparameters = Hyperparameter
name = Name
control-set = Kontrolldatensatz
control-set-from = Entnommen aus

## The side of a record, and what is around it

glance-met = <strong>{ $passed }</strong> von { $applicable } Prinzipien erfüllt
glance-findings = Befunde und Abhilfe
not-stated = Nicht angegeben
access = Zugang
access-free = kostenlos
access-not-free = kostenpflichtig
access-until = bis { $date }
task = Aufgabe
framework = Framework
experiment = Experiment
published = Veröffentlicht
created = Erstellt
changed = Geändert
publications = Veröffentlichungen
publication-introduces = stellt es vor
follows = Folgt
also-at = Auch unter
people = Beteiligte und Förderung
funded-by = Gefördert von

## Page code of every page

copy = Kopieren
copy-what = { $what } kopieren
copied = Kopiert
selected = Markiert
dark = Dunkle Farben

## Page code of lists and search

sort-newest = Neueste zuerst
sort-title = Nach Titel
sort-fair = Meiste Prinzipien erfüllt
card-runs = läuft hier
card-parameters = { $count } Parameter
card-claims-pass = Kontrolldatensatz nachgerechnet
card-claims-submitted = nachgerechnet, eingereicht
card-claims-fail = eine Aussage hält nicht
card-claims-unknown = nicht nachgerechnet
card-rate = bis { $rate } Elemente/s
sort-metric = Nach der ersten Metrik
sort-parameters = Wenigste Parameter
sort-rate = Meiste Elemente pro Sekunde
list-variants = { $count ->
    [one] { $count } Variante
   *[other] { $count } Varianten
}
sort = Reihenfolge
list-words = Wörter in Titel oder Zusammenfassung
list-failed-to-load = Die Filter ließen sich nicht laden ({ $reason })
list-of = { $count } von { $total }
show-more = Mehr zeigen
list-remove-all = Alle Filter entfernen
list-fails = { $principle } nicht erfüllt
matrix-words = Wörter im Titel
matrix-any = Jedes Prinzip
matrix-first = { $count } von { $total }, die ersten { $shown } gezeigt
card-glance-all = { $passed } von { $of } FAIR-Prinzipien erfüllt: { $groups }
search-loading-others = Die anderen Kataloge werden geladen …
search-failed = Der Suchindex ließ sich nicht laden ({ $reason })
search-others-failed = Die anderen Kataloge ließen sich nicht laden ({ $reason });
search-empty = er ist leer
search-answered = Status { $status }
search-results = { $count ->
    [one] { $count } Treffer
   *[other] { $count } Treffer
}
search-nothing-has = Nichts enthält { $words }
search-without = Nichts enthält { $words }; { $results } ohne
search-some = Nichts enthält alle diese Wörter; { $results } mit einigen
search-quoted = „{ $word }“
search-meant = War { $query } gemeint?
more-count = { $count } weitere
search-also-in = Auch in
search-facet-kind = Art
search-facet-task = Aufgabe
search-facet-framework = Framework
search-facet-licence = Lizenz
search-facet-experiment = Experiment
search-facet-keyword = Schlagwort
search-facet-year = Jahr
search-facet-catalogue = Katalog

## Page code of SPARQL

ask-copy-link = Verweis kopieren
ask-asking = Die Frage läuft …
ask-loading = Die Aussagen werden geladen
ask-loaded = Die Aussagen werden geladen: { $loaded } von { $all }, { $statements } gelesen
ask-place = Zeile { $line }, Spalte { $column }
ask-load-anyway = Trotzdem hier laden
ask-too-many = Für dieses Gerät sind es zu viele Aussagen.
ask-too-many-text = Es sind { $statements }, ein Download von { $size }, der etwa { $memory } Speicher braucht. Dieselbe Abfrage auf dem eigenen Rechner:
ask-nowhere = Diese Kopie der Website wurde ohne das auswertende Programm gebaut und hat keinen Endpunkt.
ask-nowhere-text = Dieselbe Abfrage auf dem eigenen Rechner, über die veröffentlichten Aussagen:
ask-nowhere-serve = Oder den Katalog auschecken, { $command } starten und diese Seite dort öffnen.
ask-yes = Ja
ask-no = Nein
ask-graph-label = Graph in Turtle
ask-nothing = Nichts im Katalog beantwortet diese Abfrage.
ask-summary = { $amount } in { $time }, beantwortet { $where }
ask-graph = Ein Graph
ask-rows = { $count ->
    [one] { $count } Zeile
   *[other] { $count } Zeilen
}
download-as = Als { $format } herunterladen
ask-answer = Antwort
ask-more = { $count } von { $left } weiteren zeigen
ask-engine-not-started = das auswertende Programm lässt sich nicht starten: { $reason }
ask-worker-failed = sein Worker wurde nicht geladen
ask-engine-ended = das auswertende Programm wurde beendet; die Abfrage neu stellen
ask-engine-failed = das auswertende Programm ist gescheitert: { $reason }
ask-engine-failed-hint = es startet mit der nächsten Frage neu; eine einfachere Abfrage kann gelingen
ask-too-long = die Abfrage dauerte länger als { $seconds } Sekunden
ask-too-long-hint = die Muster genauer fassen oder mit LIMIT weniger fragen; `faircat query` auf dem eigenen Rechner nimmt sich auf Wunsch mehr Zeit
ask-others-failed = die anderen Kataloge lassen sich nicht laden: Der Server antwortete { $status }
ask-statements-failed = die Aussagen lassen sich nicht laden: Der Server antwortete { $status }
ask-endpoint-status = der Endpunkt antwortete mit Status { $status }

## Page code of the assessor

assessor-several = { $count ->
    [one] Es kam { $count } Datei, und eine wird auf einmal bewertet: Dies ist { $name }.
   *[other] Es kamen { $count } Dateien, und eine wird auf einmal bewertet: Dies ist { $name }.
}
assessor-pasted = eingefügter Text
assessor-no-text = Noch ist kein Text da: Er gehört in das Feld.
assessor-assessing = { $name } wird bewertet …
assessor-cancelled = Abgebrochen.
assessor-nothing = Nichts wurde gefunden.
assessor-cannot = { $name } lässt sich nicht bewerten.
assessor-about = { $name }, gelesen als { $format }. { $principles }: { $counts }.
assessor-open = Alle Abhilfen zeigen
assessor-close = Alle Prinzipien schließen
assessor-remarks = { $count ->
    [one] { $count } Anmerkung zum Dokument
   *[other] { $count } Anmerkungen zum Dokument
}
assessor-line = Zeile { $line }:
assessor-more = Und { $count } weitere.
assessor-this = Dieses bewerten
assessor-works = Das Dokument beschreibt { $count } Werke:
assessor-works-listed = Das Dokument beschreibt { $count } Werke, von denen { $listed } aufgeführt sind:
assessor-met = { $pass } von { $all } anwendbaren Prinzipien sind erfüllt
assessor-fail = { $count ->
    [one] { $count } ist nicht erfüllt
   *[other] { $count } sind nicht erfüllt
}
assessor-unknown = { $count ->
    [one] { $count } ist noch unbekannt
   *[other] { $count } sind noch unbekannt
}
assessor-to-do = Was zu tun ist:
assessor-lines = Zeilen. { $about }

## Page code that runs models

run-no-wasm = Dieser Browser führt kein WebAssembly aus, daher kann das Modell hier nicht laufen. „{ $section }“ sagt, wie man es auf dem eigenen Rechner ausführt.
run-no-worker = Dieser Browser führt keine Worker aus, daher kann das Modell hier nicht laufen.
run-not-started = Die Vorführung konnte nicht beginnen: { $reason }
run-other-file = Dieser Link wurde mit einer anderen Datei des Modells gemacht (SHA-256 { $file }…); die Antwort kann eine andere sein, als wer ihn gemacht hat, sah.
run-not-arrived = { $address } kam nicht an: Der Server antwortete { $status }.
run-on-example = Das Modell auf Beispiel { $number } anwenden
run-here = Hier ausführen
run-or-example = oder ein Beispiel wählen
run-what = Was mit dem Modell zu tun ist
run-own-data = Eigene Daten
run-check = Selbst nachprüfen
run-speed = Geschwindigkeit
run-part-failed = Dieser Teil ließ sich nicht laden: { $reason }
run-kind-easy = klar richtig
run-kind-hard = ein schwieriges
run-kind-wrong = falsch beurteilt
run-kind-typical = ein gewöhnliches
run-model-answer = Die Antwort des Modells
run-show-truth = Die wahre Klasse zeigen
run-was = vorher { $before }
run-no-answer = Keine Antwort
run-said = { $word }: { $said }.
run-said-changed = { $word }: { $said }, vor den Änderungen { $before }.
run-score-in = { $score } in { $time }
run-same = dieselbe Zahl
run-apart = { $width } davon entfernt
run-click = Vom Klick bis zur Antwort
run-loaded = { $size } geladen
run-probability-of = Wahrscheinlichkeit von { $class } { $share }
run-probability = Wahrscheinlichkeit { $share }
run-class = Klasse { $number }
run-probabilities = Wahrscheinlichkeiten der Klassen
run-threshold = Schwelle { $value }
run-item-of = { $item } von { $count }
run-item-out = { $item } ist weggelassen; { $count } sind da
run-feature-out = weggelassen
view-left-out = ist weggelassen: Das Modell sieht es nicht.
run-outside = Außerhalb dessen, worauf das Modell trainiert wurde: { $features }. Seine Antwort bedeutet vielleicht nichts.
run-put-back = Wieder aufnehmen
run-leave-out = Weglassen
run-all-features = Alle { $name } mit ihren Merkmalen
run-about-jet = Über diesen Jet
run-features = Merkmale
run-what-if = Was wäre, wenn
run-why = Warum
run-as-table = Als Tabelle
run-changes = Änderungen
run-undo-all = Alle zurücknehmen
run-what-if-text = Weggelassene Werte werden zu dem, was das Modell sieht, wo eine Liste kurz ist. Alles andere bleibt wie gemessen.
run-all = alle
run-chosen = das gewählte
run-times = mal { $factor }
run-scale = { $feature } skalieren
run-scale-of = für { $scope }
run-factor = Faktor
run-leave-feature = Ein Merkmal aller { $name } weglassen
run-take-back = Zurücknehmen: { $change }
run-without = ohne { $what }
run-moved = { $item } bei Δη { $eta }, Δφ { $phi }
run-scaled = { $feature } × { $factor }
run-scaled-of = { $feature } von { $item } × { $factor }
relevance-show = In den Bildern zeigen
relevance-intro = Wie viel der Ausgabe des Netzes für eine Klasse auf jede Eingabe zurückgeht: { $for } die Klasse oder { $against } sie.
relevance-for = für
relevance-against = gegen
relevance-items = Spuren und Vertices
relevance-features = Merkmale, über alle Spuren oder Vertices
relevance-sum = Ausgabe für { $class } vor dem Softmax: { $logit }. Relevanz aller Eingaben: { $total }; der Biases der Schichten: { $bias }.
relevance-less = und { $count } mit weniger
relevance-of = Relevanz für
form-run = Ausführen
form-zeros = Nullen
form-changed = Die Eingaben haben sich geändert; die Antwort ist erst nach erneutem Ausführen bekannt.
form-answered = Beantwortet von { $engine } in { $time }.
form-answered-since = Beantwortet von { $engine } in { $time }; vom Klick bis zur Antwort { $since }.
form-numbers = { $count } Zahlen, Zeile für Zeile, mit Leerzeichen, Kommas oder Klammern dazwischen
form-needs = „{ $name }“ braucht { $count } Zahlen ({ $shape }), hat aber { $found }.
own-rows = Zeilen
own-formats = JSON, CSV, NumPy (npy, npz) oder HDF5 (h5), mit den Eingaben { $inputs }. Die Datei wird auf diesem Gerät gelesen und geht nirgendwohin.
curves-roc-of = ROC-Kurven von { $models }
curves-background = Untergrund, der durchkommt
curves-signal = Signal, das gefunden wird
curves-spread-of = Werte von { $model } nach wahrer Klasse
curves-score = Wert von { $name }
curves-items = Elemente, logarithmisch
own-truth = Mit einem Feld oder einer Spalte `label` (Nummer der Klasse) oder `target` (richtige Werte) neben den Eingaben, wie in einem Kontrolldatensatz, werden die Metriken des Eintrags auch auf Ihren Daten berechnet.
own-measured = Neben der Wahrheit in Ihrer Datei
own-measured-text = { $count ->
    [one] Auf 1 Element, mit dem Code, den das Programm ausführt; es sind nicht die Daten des Eintrags, die Werte müssen also nicht übereinstimmen.
   *[other] Auf { $count } Elementen, mit dem Code, den das Programm ausführt; es sind nicht die Daten des Eintrags, die Werte müssen also nicht übereinstimmen.
}
own-metric = Metrik
own-here = auf Ihren Daten
own-roc = ROC-Kurve auf Ihren Daten
own-spread = Werte nach wahrer Klasse
own-one-class = Ihre Datei enthält nur Elemente einer Klasse, darum gibt es keine ROC-Kurve.
own-cancelled = Abgebrochen.
own-done = { $count ->
    [one] { $count } Zeile aus { $file } in { $time }, mit { $engine }.
   *[other] { $count } Zeilen aus { $file } in { $time }, mit { $engine }.
}
own-speed = { $time }, { $rate } pro Sekunde
result-row = Zeile
result-first = Die Tabelle zeigt die ersten { $shown } Zeilen, die Dateien alle { $rows }.
result-said = Was das Modell sagte
result-decision = Entscheidung
bench-measurements = Messungen
bench-measure = Messen
bench-intro = Das Modell läuft auf Stapeln von { $batches } Elementen, mit einem Thread. Es dauert einige Sekunden; andere offene Tabs bremsen es.
bench-best = Bestenfalls { $rate }: { $engine }, Stapel zu { $batch }.
bench-rate = { $rate } Elemente pro Sekunde
bench-table = Durchsatz in diesem Browser
check-items = Elemente
check-run = Prüfung ausführen
check-intro = Das Modell läuft auf allen { $items } Elementen seines Kontrolldatensatzes ({ $size }), und jede Metrik, die der Eintrag dazu aussagt, wird neu berechnet; Werte zu anderen Daten bleiben wie angegeben. Beide Dateien werden nur verwendet, wenn sie den SHA-256 des Eintrags haben.
check-cancelled = Abgebrochen: Nichts ist entschieden.
check-report = Den Bericht herunterladen (JSON-LD)
check-line = { $items } Elemente mit { $engine } in { $time }, { $rate } pro Sekunde.
check-report-failed = Der Bericht ließ sich nicht erstellen: { $reason }
check-claims = Aussagen, und was hier nachgerechnet wurde
check-no-claims = Der Eintrag nennt keine Metrik zum Kontrolldatensatz.
check-tolerance = Toleranz, wie angewandt
check-in-row = In Zeile
check-outputs = Ausgaben gegen ihre Referenzen
check-true-class = Wahre Klasse
check-judged = beurteilt als { $class }
check-classes = Wahre und zugeordnete Klassen
check-here = hier
check-no-evidence = Es ist kein Nachweis eines früheren Laufs veröffentlicht; daneben steht also nichts.
check-evidence = Die Spalten der Engines sind der Nachweis vom { $date }: { $origin }.
check-differ = { $differing ->
    [one] { $differing } von { $all } Prüfungen weicht vom Eintrag ab
   *[other] { $differing } von { $all } Prüfungen weichen vom Eintrag ab
}
check-nothing = Der Eintrag sagt keine Metrik zu diesem Kontrolldatensatz aus; nichts ließ sich entscheiden
check-open = { $open } von { $all } Aussagen ließen sich nicht entscheiden
check-too-wide = Die Toleranz der Ausgaben ist zu weit, um etwas zu entscheiden
check-hold = { $count ->
    [one] Die Aussage zum Kontrolldatensatz hält auch hier
   *[other] Alle { $count } Aussagen zum Kontrolldatensatz halten auch hier
}
truth-lead = Wahre Klasse:
truth-right = Das Modell hat recht.
truth-wrong = Das Modell irrt.
truth-lead-changed = Wahre Klasse vor den Änderungen:
truth-was-right = Dabei hatte das Modell recht; von dem, was jetzt zu sehen ist, kennt man die wahre Klasse nicht.
truth-was-wrong = Dabei irrte das Modell; von dem, was jetzt zu sehen ist, kennt man die wahre Klasse nicht.
progress-loading = Das Modell wird geladen …
progress-of = { $done } von { $total } { $what }
element-track = Spur { $number }
element-vertex = Vertex { $number }
assessor-not-started = Das bewertende Programm lässt sich nicht starten: { $reason }.
assessor-broken = Das bewertende Programm kam mit diesem Dokument nicht zurecht und wurde beendet.

## Page code of displays

peak-back = Zurück zum Beispiel
peak-round = Ein runder Peak
peak-empty = Leer
peak-scaled = Bevor das Modell gefragt wird, wird jedes Bild von seinem kleinsten bis zu seinem größten Wert skaliert, wie der Vertrag des Modells es sagt.
peak-unscaled = Jedes Bild geht hinein, wie es ist: Der Vertrag des Modells nennt keine Skalierung.
peak-table = Das Bild als Tabelle
peak-image = Das Bild
peak-nothing = Nichts zu finden
peak-equal = alle Pixel sind gleich
peak-position = Spalte { $column }, Zeile { $row }
peak-off = { $distance } daneben
peak-unknown = die wahre Position ist nicht bekannt
peak-distance = Abstand der vorhergesagten von der wahren Position
peak-predicted = Vorhergesagt
peak-true = Wahr
peak-said = Vorhergesagt: { $position }.
peak-intensity = Intensität nach Zeile und Spalte
hand-help-shift = Das Bild ziehen, die Pfeiltasten darauf verwenden oder die Knöpfe: Jeder Schritt verschiebt den Peak um ein Zehntel Pixel.
hand-help-draw = Über das Bild ziehen fügt Licht hinzu, mit der Umschalttaste nimmt es weg. Mit der Tastatur: Pfeile bewegen, Eingabe oder Leertaste fügt hinzu, Entfernen nimmt weg.
hand-shift-by = Um ein Zehntel Pixel verschieben
hand = Von Hand
hand-shift = den Peak verschieben
hand-draw = zeichnen
hand-image = Das Bild, zum Verschieben oder Zeichnen
hand-left = Nach links verschieben
hand-up = Nach oben verschieben
hand-right = Nach rechts verschieben
hand-down = Nach unten verschieben
view-jet = In der η-φ-Ebene
view-transverse = Quer zum Strahl, am Vertex
view-move = Eine Spur im ersten Bild ziehen, oder Umschalt und die Pfeiltasten auf ihr: Ihr Δη, Δφ und ΔR ändern sich, was sonst an ihrer Richtung hängt, bleibt.
view-help = Pfeiltasten gehen von einem zum nächsten, Eingabe wählt.
view-failed = Kein Bild: { $reason }
view-label = { $title }: Spuren und Vertices des Jets
view-this = Dieser Jet
templates-label = Vorlagen für den Anfang
templates = Vorlagen:
rates-axes = Stapelgröße; Elemente pro Sekunde nach oben, beide logarithmisch. Ein Kasten umfasst die Quartile mit dem Median quer; Antennen reichen bis zur langsamsten und schnellsten.
verdict-differs = weicht ab
verdict-holds-short = hält
own-several = Es kamen { $count } Dateien, und eine wird auf einmal gelesen: Dies ist { $name }.
spread-above = Über { $low } liegen { $parts }.
spread-between = Zwischen { $low } und { $high } liegen { $parts }.
spread-part = { $share } von { $name }
spread-all = allen Elementen des Kontrolldatensatzes
told-ptrel = Anteil am pT
told-sip3d = 3D-Abstand, in σ
told-sip2d = 2D-Abstand, in σ
told-deltar = ΔR von der Achse
told-mass = Masse
told-ntracks = Spuren
told-flight = Flugstrecke
told-across = Flugstrecke quer
told-acrosssig = Flugstrecke quer, in σ
ask-cancelled = Abgebrochen nach { $seconds } s.
ask-anew = Das auswertende Programm startet neu.
assessor-too-long = Es dauerte länger als { $seconds } Sekunden und wurde aufgegeben. Das Programm faircat auf dem eigenen Rechner nimmt sich nötigenfalls mehr Zeit.

## Models ranked by what they claim
compare = Vergleich
compare-about = Modelle dieses Katalogs, geordnet nach ihren Angaben, mit Unsicherheit und danach, wer sie nachgerechnet hat.
compare-lead = Eine Tabelle für jede Aufgabe, jeden Datensatz, Teil und jede Kennzahl, die zwei oder mehr Modelle teilen. <manual>Wie Ränge, Gleichstände und Stufen entstehen</manual>
compare-all-json = Alle Tabellen als JSON
compare-none = Keine zwei Modelle dieses Katalogs teilen Aufgabe, Datensatz, Teil und Kennzahl.
compare-split = Teil { $split }
compare-control-set = auf Kontrolldatensätzen
compare-more = mehr ist besser
compare-less = weniger ist besser
compare-unranked = ohne Rang, weil nicht bekannt ist, welche Richtung besser ist
compare-table = { $metric }: Tabelle
compare-rank = Rang
compare-tier = Vertrauen
compare-told-apart = Gegen das beste darüber
compare-parameters = Parameter
compare-size = Gewichte
compare-throughput = Elemente pro Sekunde
compare-tier-declared = angegeben
compare-tier-recomputed-with-the-record = nachgerechnet, mit dem Eintrag eingereicht
compare-tier-recomputed-by-the-site = vom Ablauf dieser Website nachgerechnet
compare-contradicted = die Angabe hält nicht
compare-check = selbst prüfen
compare-tied = gleichauf
compare-apart = weicht ab
compare-undecided = nicht entschieden
compare-rule-paired-bootstrap = gepaarter Bootstrap
compare-rule-stated-uncertainties = angegebene Unsicherheiten
compare-rule-no-uncertainty = keine Unsicherheit angegeben
compare-fastest = Elemente pro Sekunde, mit der schnellsten Engine
compare-pareto = { $metric }, gegen: { $cost }.
compare-pareto-about = In den Bildern ist höher besser, und die Buchstaben sind die der Tabelle. Die Linie verbindet Modelle, die kein anderes in beidem übertrifft; ob sie sich signifikant unterscheiden, fragt sie nicht.
compare-no-cost = Nicht gezeichnet, weil der Eintrag es nicht nennt: { $models }.
compare-declared = { $count } Modelle, wie angegeben
compare-rate = { $engine }, { $device }: { $rate }
compare-ambiguous = Weggelassen, weil sie es nur für mehrere Bedingungen angeben: { $models }
choose = Modelle nebeneinander
choose-about = Einträge, Angaben, Prinzipien, ROC-Kurven und einzelne Antworten von Modellen dieses Katalogs nebeneinander.
choose-lead = Modelle lassen sich hier, in der <models>Liste der Modelle</models> oder in den <compare>Tabellen</compare> wählen. Die Adresse sagt, welche es sind, und lässt sich weitergeben.
choose-needs-script = Modelle nebeneinander zu zeigen braucht JavaScript. Die Seite jedes Modells hat dieselben Zahlen, ebenso die Tabellen des Vergleichs.
choose-models = Modelle
choose-more = In der <models>Liste</models> stehen { $count } weitere: der letzte Teil ihrer Adresse gehört in diese, wie in <code>?models=a,b</code>.
choose-compare = Nebeneinander zeigen
choose-add = Vergleichen
choose-clear = Keine wählen
choose-chosen = { $count } gewählt
choose-two = Zwei oder mehr Modelle wählen.
choose-loading = Wird geladen …
choose-missing = Dieser Katalog hat kein solches Modell oder veröffentlicht nichts davon: { $models }.
choose-most = Gezeigt werden die ersten { $count }.
choose-record = Einträge
choose-summary = Was es tut
choose-task = Aufgabe
choose-parameters = Parameter
choose-size = Gewichte
choose-licence = Lizenz
choose-date = Datum
choose-frameworks = Framework
choose-inputs = Eingaben
choose-outputs = Ausgaben
choose-names = { $count ->
    [one] { $count } Name
   *[other] { $count } Namen
}
choose-data = Daten
choose-training = Training:
choose-validation = Validierung:
choose-test = Test:
choose-evaluation = Bewertung:
choose-claims = Angaben
choose-principles = FAIR-Prinzipien
choose-verdict-pass = erfüllt
choose-verdict-fail = nicht erfüllt
choose-verdict-na = nicht anwendbar
choose-verdict-unknown = nicht bekannt
choose-curves = ROC-Kurven
choose-same-items = Alle beantworteten dieselben { $count } Elemente des Kontrolldatensatzes, wie faircat compare sie am { $date } ausführte.
choose-other-items = Die Modelle beantworteten verschiedene Elemente; die Kurven sind daher kein fairer Vergleich.
choose-spreads = Werte nach wahrer Klasse
choose-disagreements = Wo sie sich widersprechen
choose-differ = Von { $total } Elementen geben die Modelle { $count } verschiedene Klassen.
choose-apart = Von { $total } Elementen die { $shown }, bei denen die Modelle am weitesten auseinanderliegen.
choose-furthest = Gezeigt sind die { $shown }, die am weitesten auseinander liegen.
choose-rights = richtig bei { $right } von diesen { $count }
choose-try = ausprobieren
compare-tables = Tabellen
compare-models = { $count } Modelle
compare-no-uncertainty = ohne Rang, da keine Unsicherheit angegeben ist
compare-above = gegen die Zeile darüber:
compare-items = { $count } Elemente
compare-other-engines = { $count ->
    [one] 1 weitere Engine
   *[other] { $count } weitere Engines
}
compare-processors = Elemente pro Sekunde der schnellsten Engine, gemessen auf { $processors }.
choose-item = Element
choose-truth = Wahrheit
choose-right = (richtig)
choose-wrong = (falsch)
choose-unanswered = Ohne Antworten eines Vergleichs und daher in keinem Bild: { $models }.
## Was die Seite eines Eintrags zuerst bietet

action-run = Hier ausführen
action-use = Verwenden
action-cite = Zitieren
download = Herunterladen
get-it = Holen
stand-in-no-file = Keine Datei dieses Modells liegt hier, darum lässt es sich auf dieser Seite weder ausprobieren noch prüfen.
stand-in-no-control-set = Dieses Modell hat keinen Kontrolldatensatz, darum hat niemand seine Aussagen nachgerechnet.
stand-in-sibling = In seiner Nähe wurden hier ausgeführt: { $works }
contents-quality = Güte
contents-claims = Aussagen
contents-explained = Warum
contents-beside = Veröffentlicht
contents-speed = Tempo
contents-cite = Zitieren
made-title = Wie es entstand
use-shell = Auf der Kommandozeile, mit faircat
use-package = In Python, mit dem Paket faircat
files-sample = Eine Probe von { $shown } liegt hier; das Ganze, { $total }, lässt sich neu herstellen, wie der Eintrag sagt.
formats-count = { $count ->
    [one] { $count } Format
   *[other] { $count } Formate
}
tensor-rules = Reihenfolge, Auffüllen und Skalierung

## Die ersten Zeilen eines Datensatzes und seine Felder

sample-rows = Die ersten Zeilen
sample-all = Gezeichnet aus allen { $count } Zeilen von { $file }.
sample-first = Gezeichnet aus den ersten { $count } Zeilen von { $file }. Werte jenseits von 0,5 % an jedem Ende stehen in den äußersten Balken.
sample-values = Erste Werte
sample-different = { $count } verschiedene Texte
distribution = Verteilung
field-sketch = { $field }: von { $low } bis { $high }, die Hälfte der Werte bis { $middle }
field-sketch-texts = { $field }: { $count ->
    [one] { $count } Text
   *[other] { $count } verschiedene Texte
}, die häufigsten zuerst
fields-narrow = Felder eingrenzen
fields-group = Gruppe der Felder
fields-all-groups = Alle Gruppen
fields-shown = { $shown } von { $all } Feldern
data-analyses = Was daraus wurde

## Wie ein Klassifikator entscheidet

decisions-curve = { $positive } gegen { $negative }
decisions-curve-text = Was jede Schwelle von { $positive } behält ({ $positives } Elemente des Kontrolldatensatzes) und von { $negative } durchlässt ({ $negatives }, nach oben, in Zehnerpotenzen). Fläche unter der Kurve (ROC-AUC): { $area }, mit der Unsicherheit nach der Formel von Hanley und McNeil; die der Angaben kommt aus neuem Ziehen der Elemente.
decisions-kept-share = Anteil von { $class }, der behalten wird
decisions-spoken = Der Anteil von { $negative }, der durchkommt, über dem Anteil von { $positive }, der behalten wird; die Fläche unter der Kurve ist { $area }.
decisions-table = Bei gewählten Schwellen
decisions-table-text = Aus den Ausgaben im Kontrolldatensatz, die jede Engine wiedergeben muss; in Klammern das Intervall von 68,3 % nach Wilsons Formel. Wo weniger als { $fewest } Elemente durchkommen, steht nur eine Grenze, mit 95 % Konfidenz.
decisions-kept = { $class } behalten
decisions-passing = { $class } durchgelassen
decisions-count = von { $count }
decisions-confusion = Was wofür gehalten wird
decisions-confusion-text = Zeilen sind wahre Klassen, Spalten die wahrscheinlichsten, für { $count ->
    [one] { $count } Element
   *[other] { $count } Elemente
} des Kontrolldatensatzes; { $right } liegen auf der Diagonale.
decisions-true = Wahre Klasse

## Wie ein Training verlief

curves-title = Wie das Training verlief
curves-epoch = Epoche
curves-kept = behalten
curves-training = Training
curves-validation = Validierung
curves-test = Test
curves-spoken = { $quantity } über { $epochs } Epochen, von { $from } bis { $to }
curves-table = { $count ->
    [one] Die { $count } Epoche als Tabelle
   *[other] Alle { $count } Epochen als Tabelle
}
curves-thinned = Davon sind { $count } zu sehen; `training.json` enthält alle.

## Was jemand für ein Werk war

agent-role-author = Autorschaft
agent-role-contributor = Mitwirkung
agent-role-maintainer = Pflege
agent-role-publisher = Herausgabe
agent-role-copyright = Urheberrecht
agent-role-shared = geteilt
agent-role-funder = Förderung
agent-role-people = Mitglied
agent-role-parts = Teil
agent-role-made = an der Herstellung beteiligt

## Die Schritte eines Arbeitsablaufs, gezeichnet

flow-drawing = Zeichnung des Arbeitsablaufs
flow-spoken = Liest { $inputs }; { $steps ->
    [one] ein Schritt
   *[other] { $steps } Schritte
}; erzeugt { $outputs }.
flow-step = Schritt { $number }
flow-reads = Liest
flow-makes = Erzeugt
related-more = { $count ->
    [one] { $count } weitere Beziehung
   *[other] { $count } weitere Beziehungen
}

## Titel der FAIR-Prinzipien

principle-persistent-identifier = Dauerhafte Kennung
principle-rich-metadata = Reichhaltige Metadaten
principle-metadata-name-the-model = Metadaten nennen das Modell
principle-metadata-name-the-data = Metadaten nennen die Daten
principle-metadata-name-the-software = Metadaten nennen die Software
principle-indexed-for-search = Für die Suche erschlossen
principle-searchable-metadata = Durchsuchbare Metadaten
principle-retrievable-by-identifier = Mit der Kennung abrufbar
principle-open-protocol = Offenes Protokoll
principle-authentication-where-needed = Anmeldung, wo sie nötig ist
principle-metadata-outlive-the-model = Metadaten überdauern das Modell
principle-metadata-outlive-the-data = Metadaten überdauern die Daten
principle-metadata-outlive-the-software = Metadaten überdauern die Software
principle-standard-data-in-and-out = Standardisierte Ein- und Ausgaben
principle-qualified-references-and-fair-training-data = Qualifizierte Verweise und FAIRe Trainingsdaten
principle-qualified-references = Qualifizierte Verweise
principle-accurate-and-relevant-attributes = Genaue und sachdienliche Angaben
principle-clear-licence = Klare Lizenz
principle-detailed-provenance = Ausführliche Herkunft
principle-references-to-models-and-software = Verweise auf Modelle und Software
principle-references-to-other-software = Verweise auf andere Software
principle-community-standards = Standards des Fachgebiets
principle-formal-shared-language = Formale, gemeinsame Sprache
principle-fair-vocabularies = FAIRe Vokabulare
principle-identified-components = Bestandteile mit Kennung
principle-identified-versions = Versionen mit Kennung
files-all = { $count ->
    [one] { $count } weitere Datei steht in <list>record.jsonld</list>, mit Adresse und Prüfsumme.
   *[other] { $count } weitere Dateien stehen in <list>record.jsonld</list>, mit Adressen und Prüfsummen.
}
files-more = { $count ->
    [one] { $count } weitere Datei
   *[other] { $count } weitere Dateien
}

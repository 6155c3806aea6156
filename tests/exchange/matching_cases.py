"""Needs and what could meet them, best first, as somebody who knows the town would order it; `!` marks what must not be offered.

An offer is written as kind (F programme, P places, I initiative, C commitment), occupation, from..to, and what else is said of it: `full`,
`old` (untouched for two years), `own`, `online`, `yours` (held at the company), `@town`, `+way` (what it offers as an opening).
"""

# (need: occupation, quarter, place, what it is open to) → offers in their order; today is 28 November 2026.
CASES = [
    # A finished programme in time beats one that begins then, and that beats one that comes too late.
    (
        "svejser 2027-2 @kalundborg",
        [
            "F svejser 2027-01-11..2027-03-19 @kalundborg",
            "F svejser 2027-04-05..2027-06-18 @kalundborg",
            "F svejser 2027-06-01..2027-09-30 @kalundborg",
            "F svejser 2027-08-09..2027-10-01 @kalundborg",
        ],
    ),
    (
        "procesoperatoer 2027-3",
        [
            "F procesoperatoer 2027-01-04..2027-06-25",
            "F procesoperatoer 2027-05-03..2027-09-10",
            "F procesoperatoer 2027-10-04..2027-12-17",
            "!F bager 2027-01-04..2027-06-25",
        ],
    ),
    (
        "lagermedarbejder 2027-1",
        [
            "F lagermedarbejder 2026-12-01..2026-12-18",
            "F lagermedarbejder 2027-02-01..2027-02-19",
            "F lagermedarbejder 2027-05-03..2027-05-21",
            "!F kok 2026-12-01..2026-12-18",
        ],
    ),
    (
        "chauffoer 2027-4",
        ["F chauffoer 2027-08-02..2027-09-24", "F chauffoer 2027-10-04..2027-11-26", "F chauffoer 2028-02-01..2028-03-24"],
    ),
    (
        "sosu-assistent 2028-1",
        [
            "F sosu-assistent 2027-03-01..2027-12-17",
            "F sosu-assistent 2027-09-06..2028-03-24",
            "F sosu-assistent 2026-12-01..2026-12-18",
            "F sosu-assistent 2028-05-01..2028-11-01",
        ],
    ),
    # The same occupation, then a training that leads there, then the field; another field is nothing, nor is a degree for another level.
    (
        "svejser 2027-3",
        [
            "F svejser 2027-02-01..2027-05-28",
            "F smed 2027-02-01..2027-05-28",
            "F industritekniker 2027-02-01..2027-05-28",
            "!F toemrer 2027-02-01..2027-05-28",
            "!F laborant 2027-02-01..2027-05-28",
        ],
    ),
    (
        "toemrer 2027-3",
        [
            "F toemrer 2027-01-04..2027-06-11",
            "F moebelsnedker 2027-01-04..2027-06-11",
            "F murer 2027-01-04..2027-06-11",
            "!F svejser 2027-01-04..2027-06-11",
        ],
    ),
    (
        "elektriker 2027-2",
        [
            "P elektriker 2027-01-04..2027-03-26",
            "P fibertekniker 2027-01-04..2027-03-26",
            "P koeletekniker 2027-01-04..2027-03-26",
            "!P maler 2027-01-04..2027-03-26",
        ],
    ),
    (
        "laborant 2027-3",
        [
            "F laborant 2027-02-01..2027-06-18",
            "F qa-specialist 2027-02-01..2027-06-18",
            "!F biolog 2027-02-01..2027-06-18",
            "!F slagteriarbejder 2027-02-01..2027-06-18",
        ],
    ),
    (
        "struktoer 2027-2",
        [
            "F struktoer 2027-01-04..2027-03-26",
            "F anlaegsarbejder 2027-01-04..2027-03-26",
            "F maler 2027-01-04..2027-03-26",
            "!F gartner 2027-01-04..2027-03-26",
        ],
    ),
    (
        "kontorassistent 2027-2",
        [
            "F kontorassistent 2027-01-04..2027-03-26",
            "F bogholder 2027-01-04..2027-03-26",
            "!F hr-konsulent 2027-01-04..2027-03-26",
            "!F kassemedarbejder 2027-01-04..2027-03-26",
        ],
    ),
    (
        "sosu-hjaelper 2027-3",
        [
            "P sosu-hjaelper 2027-01-04..2027-06-25",
            "P omsorgsmedhjaelper 2027-01-04..2027-06-25",
            "!P sygeplejerske 2027-01-04..2027-06-25",
            "!P paedagog 2027-01-04..2027-06-25",
        ],
    ),
    (
        "datatekniker 2027-2",
        [
            "F datatekniker 2027-01-04..2027-03-26",
            "F netvaerkstekniker 2027-01-04..2027-03-26",
            "F it-supporter 2027-01-04..2027-03-26",
            "!F controller 2027-01-04..2027-03-26",
        ],
    ),
    # In time, the occupation itself weighs more than place and openness together.
    (
        "svejser 2027-3 @kalundborg +adult_apprentice",
        [
            "P svejser 2027-01-04..2027-06-25 @holbaek",
            "P smed 2027-01-04..2027-06-25 @kalundborg",
            "P industrilakerer 2027-01-04..2027-06-25 @kalundborg +adult_apprentice",
        ],
    ),
    (
        "kok 2027-2 @kalundborg",
        ["F kok .. @slagelse", "F tjener 2027-01-04..2027-03-26 @kalundborg", "!F bager 2027-01-04..2027-03-26 @kalundborg"],
    ),
    # What is full, old or has begun sinks below what can still be used.
    (
        "lagermedarbejder 2027-2",
        [
            "F lagermedarbejder 2027-01-11..2027-03-12",
            "F truckfoerer 2027-01-11..2027-03-12",
            "F lagermedarbejder 2027-01-11..2027-03-12 full",
        ],
    ),
    (
        "procesoperatoer 2027-2",
        [
            "F procesoperatoer 2027-01-11..2027-03-12",
            "F procesoperatoer 2026-11-02..2027-03-12",
            "F procesoperatoer 2027-01-11..2027-03-12 full",
            "!F procesoperatoer 2026-11-02..2027-03-12 full",
        ],
    ),
    (
        "smed 2027-2",
        [
            "P smed 2027-01-04..2027-03-26",
            "P smed 2027-01-04..2027-03-26 old",
            "P smed 2027-01-04..2027-03-26 full",
            "P smed 2027-01-04..2027-03-26 full old",
        ],
    ),
    ("murer 2027-3", ["C murer 2027-01-04..2027-06-25", "C murer 2027-01-04..2027-06-25 old", "C murer 2027-01-04..2027-06-25 full"]),
    (
        "rengoeringsassistent 2027-1",
        [
            "F rengoeringsassistent 2026-12-07..2026-12-18",
            "F serviceassistent 2026-12-07..2026-12-18",
            "F rengoeringsassistent 2026-12-07..2026-12-18 full",
        ],
    ),
    (
        "paedagogisk-assistent 2027-4",
        [
            "F paedagogisk-assistent 2027-02-01..2027-08-27",
            "F dagplejer 2027-02-01..2027-08-27",
            "F paedagogisk-assistent 2028-02-01..2028-08-25",
            "F paedagogisk-assistent 2027-02-01..2027-08-27 full",
        ],
    ),
    # Place orders what is alike: here or at the company, then online, then unknown, then elsewhere.
    (
        "svejser 2027-2 @kalundborg",
        [
            "F svejser 2027-01-11..2027-03-12 @kalundborg",
            "F svejser 2027-01-11..2027-03-12 online",
            "F svejser 2027-01-11..2027-03-12",
            "F svejser 2027-01-11..2027-03-12 @roskilde",
        ],
    ),
    (
        "bogholder 2027-2 @kalundborg",
        [
            "F bogholder 2027-01-11..2027-03-12 yours",
            "F bogholder 2027-01-11..2027-03-12 online",
            "F bogholder 2027-01-11..2027-03-12 @naestved",
        ],
    ),
    (
        "truckfoerer 2027-1 @kalundborg",
        [
            "F truckfoerer 2026-12-01..2026-12-11 @kalundborg",
            "F truckfoerer 2026-12-01..2026-12-11 @slagelse",
            "F truckfoerer 2027-04-05..2027-04-16 @kalundborg",
        ],
    ),
    (
        "vvs 2027-3 @kalundborg",
        [
            "P vvs 2027-01-04..2027-06-25 own @kalundborg",
            "P vvs 2027-01-04..2027-06-25 @holbaek",
            "P roersmed 2027-01-04..2027-06-25 @kalundborg",
        ],
    ),
    (
        "gartner 2027-2 @kalundborg",
        [
            "P gartner 2027-01-04..2027-03-26 @kalundborg",
            "P gartner 2027-01-04..2027-03-26 @odense",
            "P dyrepasser 2027-01-04..2027-03-26 @kalundborg",
            "!P maskinfoerer 2027-01-04..2027-03-26 @kalundborg",
        ],
    ),
    # Openness lifts the offers that answer it.
    (
        "industrioperatoer 2027-2 +flex_job",
        [
            "P industrioperatoer 2027-01-04..2027-03-26 +flex_job",
            "P industrioperatoer 2027-01-04..2027-03-26 +apprentice",
            "!P tjener 2027-01-04..2027-03-26 +flex_job",
        ],
    ),
    (
        "bager 2027-3 +apprentice",
        ["P bager 2027-01-04..2027-06-25 +apprentice", "P bager 2027-01-04..2027-06-25", "P mejerist 2027-01-04..2027-06-25 +apprentice"],
    ),
    (
        "butiksassistent 2027-2 +work_placement",
        [
            "P butiksassistent 2027-01-04..2027-03-26 +work_placement",
            "P butiksassistent 2027-01-04..2027-03-26 +wage_subsidy",
            "P vareopfylder 2027-01-04..2027-03-26 +work_placement",
        ],
    ),
    (
        "maskinmester 2027-4 +upskilling",
        [
            "F maskinmester 2027-01-04..2027-08-27 +upskilling",
            "F maskinmester 2027-01-04..2027-08-27",
            "F kraftvaerksoperatoer 2027-01-04..2027-08-27 +upskilling",
        ],
    ),
    # Ready more than a year before is of less use than what goes on then; what goes on without an end is of some.
    (
        "automatiktekniker 2028-3",
        [
            "F automatiktekniker 2027-08-02..2028-05-26",
            "P automatiktekniker ..",
            "F automatiktekniker 2027-01-04..2027-04-30",
            "!F kontorassistent 2027-08-02..2028-05-26",
        ],
    ),
    ("sygeplejerske 2028-1", ["I sygeplejerske 2027-06-01..2027-11-26", "I sygeplejerske ..", "I sygeplejerske 2028-06-01..2028-11-24"]),
    (
        "anlaegsgartner 2027-3",
        [
            "C anlaegsgartner 2027-03-01..2027-06-25",
            "C anlaegsgartner ..",
            "C groen-medarbejder 2027-03-01..2027-06-25",
            "!C struktoer 2027-03-01..2027-06-25",
        ],
    ),
    # What is full or stale sinks below what can be used, even where its place is the better one.
    (
        "rengoeringsassistent 2027-2 @kalundborg",
        [
            "P rengoeringsassistent 2027-01-04..2027-03-26 @kalundborg",
            "P rengoeringsassistent 2027-01-04..2027-03-26 @odense",
            "P rengoeringsassistent 2027-01-04..2027-03-26 @kalundborg old",
            "P rengoeringsassistent 2027-01-04..2027-03-26 @kalundborg full",
            "!P kok 2027-01-04..2027-03-26 @kalundborg",
        ],
    ),
    (
        "truckfoerer 2027-1 +upskilling",
        [
            "F truckfoerer 2026-12-01..2026-12-11 +upskilling",
            "F truckfoerer 2027-01-11..2027-01-22 +upskilling",
            "F truckfoerer 2027-04-05..2027-04-16 +upskilling",
            "!F bager 2026-12-01..2026-12-11 +upskilling",
        ],
    ),
]

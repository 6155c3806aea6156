"""The vocabulary: every fact is there and sound, a broken file says what to mend, and ids decide what belongs together."""

import pytest

from partnerhub.occupations.keeping import shipped_vocabulary
from partnerhub.occupations.shipped import FILE, read_content, shipped
from partnerhub.occupations.terms import EducationKind, Level, Sector
from partnerhub.yaml_lines import ContentFault

OCCUPATION = "  - {id: smed, da: Smed, en: Metalworker, disco08: '7221', level: skilled, sector: metal, educations: [smed]}\n"
SOUND = f"""id: occupations
about: {{da: Om, en: About}}
sources:
  dst: {{title: DISCO, publisher: DST, year: 2011, about: {{da: Om, en: About}}}}
notes:
  none: {{da: Ingen, en: None}}
educations:
  smed: {{kind: eud, da: Smed, en: Metalworker}}
occupations:
{OCCUPATION}"""
BROKEN = [
    ("disco08: '7221'", "disco08: 7221", 10, "three or four digits in quotes, or `unknown`"),
    ("disco08: '7221'", "disco08: '72'", 10, "three or four digits"),
    ("level: skilled", "level: clever", 10, "use one of unskilled, skilled"),
    ("sector: metal", "sector: space", 10, "'space' is not known; use one of industry"),
    ("en: Metalworker, disco08", "disco08", 10, "write a text for `en`"),
    ("educations: [smed]", "educations: [smedning]", 10, "'smedning' is named here but not written"),
    ("educations: [smed]", "education: [smed]", 10, "`education` is not known here; use amu_areas"),
    ("educations: [smed]", "note: nope", 10, "the note 'nope' is not known"),
    ("educations: [smed]", "sources: [nope]", 10, "'nope' is named here but not written"),
    ("educations: [smed]", "synonyms: [1]", 10, "a list of texts, in quotes"),
    ("id: smed", "id: Smed!", 10, "write the id in a-z"),
    ("id: smed", "id: lokal-smed", 10, "not beginning with lokal-"),
    (OCCUPATION, OCCUPATION * 2, 11, "the id smed stands twice"),
    (OCCUPATION, "", 9, "list the occupations"),
    (OCCUPATION, "  - smed\n", 9, "write each occupation as a mapping"),
    ("kind: eud", "kind: eud, part_of: metal", 8, "'metal' is named here but not written"),
    ("kind: eud", "kind: eud, part_of: smed", 8, "smed is part of itself"),
    ("year: 2011", "year: lately", 4, "write the year, or `undated`"),
    ("notes:", "notes: [", 7, "mend the YAML"),
    ("about: {da: Om, en: About}\n", "about: Om\n", 2, "write `about` as a mapping"),
]


def test_all_that_is_known_is_there():
    """148 jobs with level, sector, names in both languages and synonyms; what is not known stays unknown."""
    content = shipped()
    jobs = content.occupations
    assert len(jobs) == 148
    assert {job.sector for job in jobs.values()} == set(Sector)
    assert {job.level for job in jobs.values()} == set(Level)
    assert {education.kind for education in content.educations.values()} == set(EducationKind)
    assert sum(len(job.synonyms) for job in jobs.values()) > 600
    assert [jobs[name].disco08 for name in ("procesoperatoer", "smed", "maskinmester")] == ["8131", "721", None]
    assert sum(job.disco08 is None for job in jobs.values()) == 14
    assert jobs["smed"].amu_areas[0] == "Svejsning (TIG, MAG, elektrode)"
    assert not any(job.amu_areas for job in jobs.values() if job.level not in {Level.UNSKILLED, Level.SKILLED})


def test_every_education_is_used_and_every_job_tells_its_way():
    """No education stands there for nothing, and each job names what leads there, or says that nothing is asked or known."""
    content = shipped()
    named = {name for job in content.occupations.values() for name in (*job.educations, *job.onward)}
    wider = {education.part_of for education in content.educations.values()}
    assert set(content.educations) <= named | wider
    assert all(job.educations or job.onward or job.note for job in content.occupations.values())


def test_sources_tell_their_year():
    """Each source has title, publisher and year, or is said to be undated."""
    sources = shipped().sources
    assert (sources["dst"].publisher, sources["dst"].year) == ("Danmarks Statistik (dst.dk)", 2011)
    assert sources["tekniq"].year is None
    assert shipped().occupations["vvs"].sources == ("tekniq",)


def test_a_sound_file_is_read(tmp_path):
    """The least file that is sound gives its job."""
    assert read_content(_write(tmp_path, SOUND)).occupations["smed"].disco08 == "7221"
    assert FILE.is_file()


@pytest.mark.parametrize(("there", "instead", "line", "remedy"), BROKEN)
def test_a_broken_file_says_what_to_mend(tmp_path, there, instead, line, remedy):
    """A fault names the file, the line and the remedy."""
    assert there in SOUND
    with pytest.raises(ContentFault) as fault:
        read_content(_write(tmp_path, SOUND.replace(there, instead, 1)))
    assert remedy in str(fault.value)
    assert str(fault.value).startswith(f"occupations.yaml, line {line}: ")


def test_families():
    """Jobs of one sector are of one family; an unknown job is in none, not even its own."""
    words = shipped_vocabulary()
    assert words.same_family("smed", "svejser")
    assert not words.same_family("smed", "kok")
    assert not words.same_family("smed", "findes-ikke")
    assert not words.same_family("findes-ikke", "findes-ikke")
    assert not words.same_family(None, "")


def test_an_education_leads_to_jobs():
    """The same education written in several ways is one id; it leads to each job that names it."""
    words = shipped_vocabulary()
    assert set(words.leads_to("smed")) == {"smed", "svejser", "roersmed", "staalmontoer", "vedligeholdstekniker"}
    assert {"automatiktekniker", "spildevandsoperatoer", "instrumenttekniker"} <= set(words.leads_to("automatiktekniker"))
    assert words.leads_to("findes-ikke") == ()


def test_a_branch_leads_where_the_wider_education_does():
    """A branch leads to its own job first and to those of the wider education; the wider one also where its branches lead."""
    words = shipped_vocabulary()
    assert words.leads_to("ventilationstekniker")[0] == "ventilationstekniker"
    assert "vvs" in words.leads_to("ventilationstekniker")
    assert {"toemrer", "tagdaekker", "gulvlaegger"} == set(words.leads_to("traefagenes"))
    assert "tagdaekker" not in words.leads_to("toemrer")
    assert "it-supporter" not in words.leads_to("datatekniker-infrastruktur")


def test_jobs_share_an_education_or_lead_onward():
    """Smed and svejser share an education; a production worker's way onward leads to process operator, not from it."""
    words = shipped_vocabulary()
    assert words.shares_education("svejser", "roersmed")
    assert not words.shares_education("svejser", "kok")
    assert not words.shares_education("kok", "findes-ikke")
    assert "procesoperatoer" in words.leads_onward("produktionsmedarbejder")
    assert "produktionsmedarbejder" not in words.leads_to("procesoperatoer")
    assert words.leads_onward("findes-ikke") == ()


def _write(folder, text):
    path = folder / "occupations.yaml"
    path.write_text(text, encoding="utf-8")
    return path

"""The on-screen words for levels, sectors and kinds of education."""

from flask_babel import gettext as _

from .terms import EducationKind, Level, Sector


def level_word(level: Level | str) -> str:
    """Return the on-screen name of a level."""
    return {
        Level.UNSKILLED: _("Ufaglært"),
        Level.SKILLED: _("Faglært"),
        Level.SHORT_HIGHER: _("Kort videregående"),
        Level.MEDIUM_HIGHER: _("Mellemlang videregående"),
        Level.LONG_HIGHER: _("Lang videregående"),
    }[Level(level)]


def sector_word(sector: Sector | str) -> str:
    """Return the on-screen name of a sector."""
    return {
        Sector.INDUSTRY: _("Industri"),
        Sector.BIOTECH_PHARMA: _("Biotek og farma"),
        Sector.FOOD: _("Fødevarer"),
        Sector.ENERGY_UTILITIES: _("Energi og forsyning"),
        Sector.METAL: _("Metal og maskiner"),
        Sector.INSTALLATION: _("El, VVS og køl"),
        Sector.CONSTRUCTION: _("Byggeri og anlæg"),
        Sector.TRANSPORT_WAREHOUSE: _("Transport og lager"),
        Sector.ENGINEERING: _("Ingeniører og teknik"),
        Sector.IT: _("IT"),
        Sector.HEALTH_CARE: _("Sundhed og omsorg"),
        Sector.EDUCATION: _("Pædagogik og undervisning"),
        Sector.PUBLIC_ADMINISTRATION: _("Kommune og administration"),
        Sector.OFFICE: _("Kontor"),
        Sector.MANAGEMENT: _("Ledelse"),
        Sector.RETAIL: _("Handel og butik"),
        Sector.KITCHEN_RESTAURANT: _("Køkken, restaurant og hotel"),
        Sector.CLEANING_SERVICE: _("Rengøring, service og vagt"),
        Sector.AGRICULTURE_GREEN: _("Landbrug og grønne områder"),
        Sector.EMERGENCY_SERVICES: _("Beredskab"),
    }[Sector(sector)]


def education_kind_word(kind: EducationKind | str) -> str:
    """Return the on-screen name of a kind of education."""
    return {
        EducationKind.EUD: _("Erhvervsuddannelse"),
        EducationKind.AMU: _("AMU-kursus"),
        EducationKind.CERTIFICATE: _("Certifikat eller tilladelse"),
        EducationKind.ACADEMY: _("Akademiuddannelse"),
        EducationKind.KVU: _("Kort videregående uddannelse"),
        EducationKind.MVU: _("Mellemlang videregående uddannelse"),
        EducationKind.LVU: _("Lang videregående uddannelse"),
        EducationKind.MIXED: _("Flere veje"),
    }[EducationKind(kind)]

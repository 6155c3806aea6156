"""The fixed lists that an occupation is described with."""

from enum import StrEnum


class Level(StrEnum):
    """What the job asks for, lowest first."""

    UNSKILLED = "unskilled"
    SKILLED = "skilled"
    SHORT_HIGHER = "short_higher"
    MEDIUM_HIGHER = "medium_higher"
    LONG_HIGHER = "long_higher"


class Sector(StrEnum):
    """The family that an occupation belongs to."""

    INDUSTRY = "industry"
    BIOTECH_PHARMA = "biotech_pharma"
    FOOD = "food"
    ENERGY_UTILITIES = "energy_utilities"
    METAL = "metal"
    INSTALLATION = "installation"
    CONSTRUCTION = "construction"
    TRANSPORT_WAREHOUSE = "transport_warehouse"
    ENGINEERING = "engineering"
    IT = "it"
    HEALTH_CARE = "health_care"
    EDUCATION = "education"
    PUBLIC_ADMINISTRATION = "public_administration"
    OFFICE = "office"
    MANAGEMENT = "management"
    RETAIL = "retail"
    KITCHEN_RESTAURANT = "kitchen_restaurant"
    CLEANING_SERVICE = "cleaning_service"
    AGRICULTURE_GREEN = "agriculture_green"
    EMERGENCY_SERVICES = "emergency_services"


class EducationKind(StrEnum):
    """What kind of education leads to a job."""

    EUD = "eud"
    AMU = "amu"
    CERTIFICATE = "certificate"
    ACADEMY = "academy"
    KVU = "kvu"
    MVU = "mvu"
    LVU = "lvu"
    MIXED = "mixed"

"""The municipality's desk: overview and onboarding."""

package schema

// General gives the class of schema.org that a narrower one is a kind of:
// "Organization" for "PoliticalParty", "Place" for "Airport". A class that is
// general itself, or unknown, comes back as it is. The graph types an entity
// by both, so that a query for all organisations finds the parties.
func General(class string) string {
	switch class {
	case "Corporation", "NewsMediaOrganization", "GovernmentOrganization", "IntergovernmentalOrganization", "MilitaryOrganization", "ResearchOrganization", "ReligiousOrganization",
		"SportsOrganization", "SportsTeam", "PoliticalParty", "NGO", "CollegeOrUniversity", "MilitantGroup", "StockExchange":
		return "Organization"
	case "LandmarksOrHistoricalBuildings", "CivicStructure", "Airport", "Mountain", "BodyOfWater", "Landform", "Continent", "AdministrativeArea", "City", "Country":
		return "Place"
	}
	return class
}

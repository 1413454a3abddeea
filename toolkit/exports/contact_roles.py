"""Columns of a contacts export that describe the person: which header is which.

>>> PERSON_ROLES["id"][0], "country" in MANY
('id', True)
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.exports.words import word_set

# role -> squeezed headers that have it, best first
PERSON_ROLES: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id",
        "recordid",
        "contactid",
        "personid",
        "internalid",
        "personenid",
        "crmid",
        "customerid",
        "clientid",
        "externalid",
        "clientnumber",
        "customernumber",
        "recordno",
        "uuid",
        "guid",
        "key",
        "redtailid",
        "globalcustomerid",
        "kundennummer",
        "kundennr",
        "osmid",
        "urn",
        "npi",
        "ukprn",
    ),
    "name": (
        "name",
        "fullname",
        "contactname",
        "personname",
        "displayname",
        "clientname",
        "customername",
        "personenname",
        "personnenom",
        "personanombre",
        "pessoanome",
        "fileas",
        "contact",
        "kontakt",
        "client",
        "customer",
        "kunde",
    ),
    "first_name": (
        "firstname",
        "givenname",
        "personfirstname",
        "customerfirstname",
        "vorname",
        "prenom",
        "nombre",
    ),
    "last_name": (
        "lastname",
        "familyname",
        "surname",
        "personlastname",
        "customerlastname",
        "nachname",
        "apellidos",
        "apellido",
        "cognome",
    ),
    "company_name": (
        "company",
        "companyname",
        "accountname",
        "organization",
        "organizationname",
        "organisation",
        "personorganization",
        "firma",
        "brewery",
    ),
    "country": (
        "country",
        "countrycode",
        "mailingcountry",
        "businesscountryregion",
        "businesscountry",
        "address1country",
        "billingcountry",
        "homecountryregion",
        "homecountry",
        "othercountryregion",
        "othercountry",
        "countryregion",
        "addresscountry",
        "addrcountry",
        "callingcode",
        "diallingcode",
        "landervorwahl",
    ),
    "created_at": (
        "createddate",
        "createdate",
        "createdtime",
        "datecreated",
        "createdat",
        "createdon",
        "datecreatedutc",
        "personcontactcreated",
        "personpersoncreated",
        "created",
        "dateadded",
        "creationdate",
        "creationtime",
    ),
}
MANY = frozenset({"country"})  # roles that several columns may fill, first one first

# words of a header that may name a country, where the cells agree
COUNTRY_WORDS = word_set("country land pays pais paese kraj zeme maa nation")
# words of a header that may number people, with one of the endings
PERSON_WORDS = word_set("""
    contact customer client member person patient record lead account crm kunden kunde
    kontakt employee donor subscriber guest facility school hospital practice provider
    organisation organization establishment institution museum location site object
""")
ID_ENDINGS = word_set("id no nr number num nummer key code #")
# words of a header that may say when a contact was created, and of one that does not
CREATED_WORDS = word_set("""
    created creation added entered erstellt erstellung erstellungsdatum angelegt
    anlagedatum cree creee creado creada creacion creato creazione criado criacao
    aangemaakt
""")
NO_CREATED_WORDS = word_set("by von par por da door id user owner source modified last")
# words of a header that may name people or organisations, and of one that does not
NAME_WORDS = word_set(
    "name nom nome nombre naam namn navn nazwa bezeichnung einrichtung"
)
NO_NAME_WORDS = word_set("""
    first last middle given family sur maiden nick phonetic user owner file street city
    town county district country state region domain type category group legal short
    la lea contact manager head
""")
# words of a header under which numbers are no phone numbers
NO_PHONE_WORDS = word_set("""
    ssn tax taxid id ids fax zip postal plz date birthday birthdate account amount price
    invoice iban card passport license licence vat siret siren finess npi ein urn ukprn
    uprn laestab uai
""")

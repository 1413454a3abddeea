"""Known exports as data: what proves whose export it is, and what call columns mean.

Rules: a header is compared by its letters and digits only, without case. A layout is
known by one of its `signatures`, a set of headers that are all there; of several
layouts the one with the longest signature wins. Source of the header rows: files and
import templates in public repositories and the vendors' help pages, read 2026-09.

>>> find_layout(CALL_LAYOUTS, ["type", "phonenumber", "date", "time", "action"]).name
'ringcentral user call log'
>>> find_layout(CONTACT_LAYOUTS, ["a", "b"]).name
'any table'
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from toolkit.exports.ledger import Reason
from toolkit.exports.words import word_set


@dataclass(frozen=True, slots=True)
class Layout:
    """One known export: its name, what proves it, and its CRM's connector.

    `kind` is the kind (position in EVENT_KINDS) of events that name none.
    """

    name: str
    signatures: tuple[frozenset[str], ...] = ()
    connector: str | None = None
    kind: int = 0

    def proof(self, headers: Collection[str]) -> int:
        """Size of the largest signature that is among the squeezed headers."""
        there = set(headers)
        return max((len(s) for s in self.signatures if s <= there), default=0)


def _layout(
    name: str, *signatures: str, connector: str | None = None, kind: int = 0
) -> Layout:
    return Layout(name, tuple(map(word_set, signatures)), connector, kind)


ANY = Layout("any table")

CALL_LAYOUTS: tuple[Layout, ...] = (
    _layout(
        "ringcentral company call log",
        "type direction from to extension date time action",
        "type direction from to date time actionresult",
    ),
    _layout(
        "ringcentral user call log",
        "type phonenumber date time action",
        "type phonenumber date time actionresult",
    ),
    _layout(
        "ringcentral analytics calls",
        "sessionid fromnumber tonumber callstarttime calldirection",
        "sessionid fromnumber tonumber calllength",
    ),
    _layout(
        "ringcentral message store",
        "messageid direction from to",
        "messagetype direction from to",
        "direction from to segments status",
        "direction from to messagestatus",
        "type direction from to creationtime",
        kind=1,
    ),
    _layout(
        "ringcentral api call log",
        "fromphonenumber tophonenumber starttime direction",
        "sessionid starttime direction type fromphonenumber",
        "sessionid starttime direction from to",
        "uri starttime direction from to",
    ),
)

# role -> squeezed headers that have it, best first
CALL_ROLES: Mapping[str, tuple[str, ...]] = {
    "type": ("type", "calltype", "messagetype", "recordtype", "typ", "tipo"),
    "direction": ("direction", "calldirection", "richtung", "direccion", "sens"),
    "from": (
        "from",
        "fromnumber",
        "fromphonenumber",
        "fromphone",
        "callerid",
        "callernumber",
        "callingnumber",
        "calleridnumber",
        "caller",
        "sender",
        "ani",
        "src",
        "anrufer",
        "appelant",
        "numeroappelant",
        "chiamante",
        "llamante",
        "von",
        "de",
        "desde",
        "da",
    ),
    "to": (
        "to",
        "tonumber",
        "tophonenumber",
        "tophone",
        "dialednumber",
        "dialed",
        "diallednumber",
        "dialled",
        "callednumber",
        "calleenumber",
        "destinationnumber",
        "to0phonenumber",
        "dnis",
        "dst",
        "zielnummer",
        "numeroappele",
        "destinataire",
        "destinatario",
        "callee",
        "recipient",
        "recipients",
        "an",
        "nach",
        "a",
        "para",
        "vers",
    ),
    "phone": (
        "phonenumber",
        "phone",
        "number",
        "telephonenumber",
        "otherparty",
        "otherpartynumber",
        "remotenumber",
        "externalnumber",
        "customernumber",
        "contactnumber",
        "remoteparty",
        "phoneno",
        "telephone",
        "tel",
        "telefon",
        "telefonnummer",
        "rufnummer",
        "numerodetelephone",
        "numerodetelefono",
    ),
    "user": (
        "extension",
        "user",
        "username",
        "extensionnumber",
        "extensionname",
        "agent",
        "agentname",
        "employee",
        "nebenstelle",
        "durchwahl",
        "benutzer",
        "mitarbeiter",
        "utilisateur",
        "usuario",
        "utente",
        "poste",
    ),
    "from_name": ("fromname", "callername"),
    "to_name": ("toname", "calleename"),
    "from_extension": ("fromextension", "fromextensionnumber"),
    "to_extension": ("toextension", "toextensionnumber"),
    "date": ("date", "calldate", "startdate", "datum", "fecha", "data"),
    "time": ("time", "calltime", "uhrzeit", "zeit", "hora", "heure", "ora"),
    "started_at": (
        "starttime",
        "callstarttime",
        "callstart",
        "datetime",
        "startedat",
        "startdatetime",
        "timestamp",
        "creationtime",
        "createdat",
        "callstartdatetime",
        "calldatetime",
        "start",
        "when",
        "timeofcall",
        "beginn",
        "startzeit",
        "zeitpunkt",
        "datumuhrzeit",
        "dateheure",
        "dateetheure",
        "fechahora",
        "fechayhora",
        "dataora",
    ),
    "action": ("action", "aktion", "accion"),
    "result": (
        "actionresult",
        "result",
        "callresult",
        "disposition",
        "status",
        "callstatus",
        "ergebnis",
        "resultado",
        "resultat",
    ),
    "duration": (
        "duration",
        "calllength",
        "durationseconds",
        "callduration",
        "talktime",
        "dauer",
        "duracion",
        "duree",
    ),
    "name": ("name", "contactname"),
    "call_id": (
        "sessionid",
        "telephonysessionid",
        "callid",
        "messageid",
        "callsessionid",
        "recordid",
        "uri",
        "id",
    ),
}

# squeezed stems in a Type or Action cell -> position in EVENT_KINDS, or why no call
KIND_STEMS: Mapping[str, int | Reason] = {
    "fax": Reason.FAX,
    "voicemessage": Reason.VOICEMAIL,
    "voicemail": Reason.VOICEMAIL,
    "sms": 1,
    "mms": 1,
    "text": 1,
    "message": 1,
    "pager": Reason.INTERNAL,
}

INTERNAL_WORDS = word_set("internal internalcall intern interne interno interna")

# squeezed words -> 1 inbound, -1 outbound; the results are those of user logs, which
# may have no direction column
DIRECTION_WORDS: Mapping[str, int] = {
    **dict.fromkeys(
        word_set("""
        inbound incoming in i received missed accepted voicemail incomingcall missedcall
        eingehend ankommend entrant entrante recibida ricevuta recu inkomend entrada
        """),
        1,
    ),
    **dict.fromkeys(
        word_set("""
        outbound outgoing out o sent placed dialed outgoingcall callconnected noanswer
        busy ausgehend abgehend sortant saliente uscente inuscita effettuata realizada
        uitgaand saida
        """),
        -1,
    ),
}

CONTACT_LAYOUTS: tuple[Layout, ...] = (
    _layout(
        "clio",
        "firstname lastname company primaryphone",
        "firstname lastname emailaddress primaryphone",
        "primaryphonenumber primaryemailaddress",
        "primaryphonenumber firstname lastname",
        connector="clio",
    ),
    _layout(
        "insightly",
        "phonemobile phone firstname lastname",
        "phonemobile phonehome firstname",
        "contactid phonemobile",
        "mobilephone phone firstname lastname recordid salutation linkedin",
        connector="insightly",
    ),
    _layout(
        "netsuite",
        "internalid phone",
        "internalid mobilephone",
        "internalid officephone",
        "officephone altphone",
        "officephone homephone mobilephone phone",
        "altphone phone mobilephone homephone",
        connector="netsuite",
    ),
    _layout(
        "pipedrive",
        "personid personname",
        "personname personphonework",
        "personname personphone",
        "personname personphonemobile",
        "personname personphone1",
        "name phonework phonemobile phonehome",
        "personenid personenname",
        "personnenom",
        "personanombre",
        "pessoanome",
        "personaname",
        connector="pipedrive",
    ),
    _layout(
        "bullhorn",
        "phone phone2 phone3 mobile",
        "phone phone2 phone3 workphone",
        "phone phone2 externalid",
        "phone phone2 workphone mobile",
        "phone mobile preferredcontact",
        connector="bullhorn",
    ),
    _layout(
        "redtail",
        "redtailid",
        "redtailcontactid",
        "crmaccountid firstname lastname",
        "contactid phonenumber phonetype",
        connector="redtail",
    ),
    _layout(
        "vinsolutions",
        "cellphone eveningphone dayphone",
        "autoleadid",
        "globalcustomerid",
        connector="vinsolutions",
    ),
    _layout("google sheets", "sheetid contactname phone", connector="googleSheets"),
    _layout(
        "hubspot",
        "recordid firstname lastname email phonenumber",
        "recordid phonenumber contactowner",
        "recordid phonenumber lifecyclestage",
        "recordid phonenumber companyname",
        "recordid mobilephonenumber",
    ),
    _layout(
        "salesforce report",
        "contactid accountname",
        "firstname lastname accountname phone",
        "firstname lastname accountname mobile",
        "salutation firstname lastname accountname",
        "contactname accountname phone",
    ),
    _layout(
        "salesforce data loader",
        "id isdeleted masterrecordid",
        "id lastname firstname accountid ownerid",
        "id accountid mobilephone",
        "lastname firstname mobilephone homephone otherphone assistantphone",
    ),
    _layout(
        "zoho",
        "recordid contactowner firstname lastname phone",
        "recordid contactowner firstname lastname mobile",
        "recordid contactownerid contactowner lastname phone",
        "contactid contactowner firstname lastname phone",
        "contactid contactowner firstname lastname mobile",
        "recordid leadowner lastname phone",
    ),
    _layout("google contacts", "phone1value", "phone1label phone1value labels"),
    _layout("google contacts (old)", "phone1type phone1value groupmembership"),
    _layout(
        "outlook",
        "businessphone homephone mobilephone assistantsphone callback",
        "businessphone businessphone2 homephone mobilephone businessfax",
        "businessphone companymainphone callback isdn primaryphone",
        "telefongeschaftlich telefonprivat mobiltelefon",
        "telefongeschaftlich2",
        "telephonebureau telephonedomicile",
        "telefonodeltrabajo telefonoparticular",
    ),
)


def find_layout(layouts: Sequence[Layout], headers: Collection[str]) -> Layout:
    """Choose the layout with the longest signature wholly among the headers."""
    best = max(layouts, key=lambda one: one.proof(headers))
    return best if best.proof(headers) else ANY

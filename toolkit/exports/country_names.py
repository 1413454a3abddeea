"""Names of countries as people and CRMs write them, by ISO code.

One region a line: the two-letter code, then names separated by ``|``; a line that
begins with a space goes on. English, the large Western languages, the country's own
names and the three-letter code. Source: names of territories in Unicode CLDR 46
(through babel 2.18), with everyday short forms added by hand, 2026-09.

>>> COUNTRY_NAMES.splitlines()[1][:24]
'AC Ascension Island|Asce'
"""

COUNTRY_NAMES = """
AC Ascension Island|Ascension|Île de l'Ascension|Isla de la Ascensión|Isola Ascensione|
 Ilha de Ascensão|ASC
AD Andorra|Andorre|AND
AE United Arab Emirates|Vereinigte Arabische Emirate|Émirats arabes unis|
 Emiratos Árabes Unidos|Emirati Arabi Uniti|Emirados Árabes Unidos|
 Verenigde Arabische Emiraten|الإمارات العربية المتحدة|ARE|uae|emirates
AF Afghanistan|Afganistán|Afeganistão|افغانستان|AFG
AG Antigua & Barbuda|Antigua und Barbuda|Antigua-et-Barbuda|Antigua y Barbuda|
 Antigua e Barbuda|Antigua en Barbuda|ATG|antigua
AI Anguilla|Anguila|AIA
AL Albania|Albanien|Albanie|Shqipëri|ALB
AM Armenia|Armenien|Arménie|Հայաստան|ARM
AO Angola|AGO
AR Argentina|Argentinien|Argentine|Argentinië|ARG
AS American Samoa|Amerikanisch-Samoa|Samoa américaines|Samoa Americana|Samoa Americane|
 Amerikaans-Samoa|ASM
AT Austria|A|
 Österreich|Autriche|Oostenrijk|AUT|oesterreich
AU Australia|Australien|Australie|AUS
AW Aruba|ABW
AX Åland Islands|Ålandinseln|Îles Åland|Islas Aland|Isole Åland|Ilhas Aland|Åland|ALA
AZ Azerbaijan|Aserbaidschan|Azerbaïdjan|Azerbaiyán|Azerbaigian|Azerbaijão|Azerbeidzjan|
 Azərbaycan|Азәрбајҹан|AZE
BA Bosnia & Herzegovina|Bosnia and Herzegovina|
 Bosnien und Herzegowina|Bosnie-Herzégovine|Bosnia y Herzegovina|
 Bosnia ed Erzegovina|Bósnia e Herzegovina|Bosnië en Herzegovina|Босна и Херцеговина|
 Bosna i Hercegovina|BIH|bosnia
BB Barbados|Barbade|BRB
BD Bangladesh|Bangladesch|Bangladés|বাংলাদেশ|BGD
BE Belgium|B|
 Belgien|Belgique|Bélgica|Belgio|België|BEL
BF Burkina Faso|Burquina Faso|BFA
BG Bulgaria|Bulgarien|Bulgarie|Bulgarije|България|BGR
BH Bahrain|Bahreïn|Baréin|البحرين|BHR
BI Burundi|Uburundi|BDI
BJ Benin|BEN
BL St. Barthélemy|Saint-Barthélemy|San Bartolomé|São Bartolomeu|BLM
BM Bermuda|Bermudes|Bermudas|BMU
BN Brunei|Brunei Darussalam|بروني|BRN
BO Bolivia|Bolivien|Bolivie|BOL|bolivia plurinational state of
BQ Caribbean Netherlands|Karibische Niederlande|Pays-Bas caribéens|Caribe neerlandés|
 Caraibi Olandesi|Países Baixos Caribenhos|Caribisch Nederland|BES
BR Brazil|Brasilien|Brésil|Brasil|Brasile|Brazilië|BRA
BS Bahamas|BHS
BT Bhutan|Bhoutan|Bután|Butão|འབྲུག|BTN
BW Botswana|Botsuana|BWA
BY Belarus|Biélorussie|Bielorrusia|Bielorussia|Bielorrússia|Беларусь|BLR
BZ Belize|Belice|BLZ
CA Canada|Kanada|CAN
CC Cocos (Keeling) Islands|Kokosinseln|Îles Cocos|Islas Cocos|Isole Cocos (Keeling)|
 Ilhas Cocos (Keeling)|Cocoseilanden|CCK
CD Congo - Kinshasa|Kongo-Kinshasa|República Democrática del Congo|COD|ZAR|dr congo|drc
CF Central African Republic|Zentralafrikanische Republik|République centrafricaine|
 República Centroafricana|Repubblica Centrafricana|Centraal-Afrikaanse Republiek|
 Ködörösêse tî Bêafrîka|CAF
CG Congo - Brazzaville|Kongo-Brazzaville|Congo|República do Congo|COG|
 republic of the congo
CH Switzerland|Schweiz|Suisse|Suiza|Svizzera|Suíça|Zwitserland|Schwiiz|CHE|
 swiss confederation
CI Côte d'Ivoire|Costa d'Avorio|Costa do Marfim|Ivoorkust|CIV|ivory coast
CK Cook Islands|Cookinseln|Îles Cook|Islas Cook|Isole Cook|Ilhas Cook|Cookeilanden|COK
CL Chile|Chili|Cile|CHL
CM Cameroon|Kamerun|Cameroun|Camerún|Camarões|Kameroen|CMR
CN China|Chine|Cina|中国|CHN|prc|peoples republic of china
CO Colombia|Kolumbien|Colombie|COL
CR Costa Rica|CRI
CU Cuba|Kuba|CUB
CV Cape Verde|Cabo Verde|Cap-Vert|Capo Verde|Kaapverdië|CPV
CW Curaçao|Curazao|Kòrsou|CUW
CX Christmas Island|Weihnachtsinsel|Île Christmas|Isla de Navidad|Isola Christmas|
 Ilha Christmas|Christmaseiland|CXR
CY Cyprus|Zypern|Chypre|Chipre|Cipro|Κύπρος|Kıbrıs|CYP
CZ Czechia|Tschechien|Tchéquie|Chequia|Cechia|Tchéquia|Tsjechië|Česko|CZE|
 czech republic|ceska republika
DE Germany|D|
 Deutschland|Allemagne|Alemania|Germania|Alemanha|Duitsland|DDR|DEU|brd|
 federal republic of germany|bundesrepublik deutschland
DJ Djibouti|Dschibuti|Yibuti|Gibuti|Djibuti|جيبوتي|DJI
DK Denmark|Dänemark|Dinamarca|Danimarca|Denemarken|Danmark|DNK
DM Dominica|Dominique|DMA
DO Dominican Republic|Dominikanische Republik|République dominicaine|
 República Dominicana|Repubblica Dominicana|Dominicaanse Republiek|DOM
DZ Algeria|Algerien|Algérie|Argelia|Algerije|الجزائر|DZA
EC Ecuador|Équateur|Equador|ECU
EE Estonia|Estland|Estonie|Eesti|EST
EG Egypt|Ägypten|Égypte|Egipto|Egitto|Egito|مصر|EGY
EH Western Sahara|Westsahara|Sahara occidental|Sahara Occidentale|Saara Ocidental|
 Westelijke Sahara|الصحراء الغربية|ESH
ER Eritrea|Érythrée|Eritreia|ኤርትራ|إريتريا|ERI
ES Spain|E|
 Spanien|Espagne|España|Spagna|Espanha|Spanje|ESP
ET Ethiopia|Äthiopien|Éthiopie|Etiopía|ኢትዮጵያ|ETH
FI Finland|Finnland|Finlande|Finlandia|Suomi|FIN
FJ Fiji|Fidschi|Fidji|Fiyi|Figi|FJI
FK Falkland Islands|Falklandinseln|Îles Malouines|Islas Malvinas|Isole Falkland|
 Ilhas Malvinas|Falklandeilanden|FLK
FM Micronesia|Mikronesien|Micronésie|FSM
FO Faroe Islands|Färöer|Îles Féroé|Islas Feroe|Isole Fær Øer|Ilhas Faroé|Faeröer|
 Føroyar|FRO
FR France|F|
 Frankreich|Francia|França|Frankrijk|FRA|FXX|france metropolitaine
GA Gabon|Gabun|Gabão|GAB
GB United Kingdom|Großbritannien|United Kingdom of Great Britain and Northern Ireland|
 Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|
 Verenigd Koninkrijk|GBR|uk|great britain|england|scotland|wales|northern ireland|
 britain
GD Grenada|Grenade|Granada|GRD
GE Georgia|Georgien|Géorgie|საქართველო|GEO
GF French Guiana|Guyane|
 Französisch-Guayana|Guyane française|Guayana Francesa|Guyana Francese|
 Guiana Francesa|Frans-Guyana|GUF
GG Guernsey|Guernesey|GGY
GH Ghana|Gana|GHA
GI Gibraltar|Gibilterra|GIB
GL Greenland|Grönland|Groenland|Groenlandia|Kalaallit Nunaat|GRL
GM Gambia|Gambie|GMB
GN Guinea|Guinée|Guiné|GIN
GP Guadeloupe|Guadalupe|Guadalupa|GLP
GQ Equatorial Guinea|Äquatorialguinea|Guinée équatoriale|Guinea Ecuatorial|
 Guinea Equatoriale|Guiné Equatorial|Equatoriaal-Guinea|GNQ
GR Greece|Griechenland|Grèce|Grecia|Griekenland|Ελλάδα|GRC
GT Guatemala|GTM
GU Guam|GUM
GW Guinea-Bissau|Guinée-Bissau|Guinea-Bisáu|Guiné-Bissau|GNB
GY Guyana|Guiana|GUY
HK Hong Kong SAR China|Hong Kong SAR|
 Sonderverwaltungsregion Hongkong|R.A.S. chinoise de Hong Kong|
 RAE de Hong Kong (China)|RAS di Hong Kong|Hong Kong, RAE da China|
 Hongkong SAR van China|中國香港特別行政區|HKG|hong kong
HN Honduras|HND
HR Croatia|Kroatien|Croatie|Croacia|Croazia|Kroatië|Hrvatska|HRV
HT Haiti|HTI
HU Hungary|Ungarn|Hongrie|Hungría|Ungheria|Hongarije|Magyarország|HUN
ID Indonesia|Indonesien|Indonésie|IDN
IE Ireland|Irland|Irlande|Irlanda|Ierland|Éire|IRL|republic of ireland
IL Israel|Israele|ישראל|إسرائيل|ISR
IM Isle of Man|Île de Man|Isla de Man|Isola di Man|Ilha de Man|Ellan Vannin|IMN
IN India|Indien|Inde|भारत|IND
IO British Indian Ocean Territory|Britisches Territorium im Indischen Ozean|
 Territoire britannique de l'océan Indien|Territorio Británico del Océano Índico|
 Territorio Britannico dell'Oceano Indiano|Território Britânico do Oceano Índico|
 Brits Indische Oceaanterritorium|IOT
IQ Iraq|Irak|Iraque|العراق|IRQ
IR Iran|Irã|ایران|IRN|iran islamic republic of
IS Iceland|Island|Islande|Islandia|Islanda|IJsland|ISL
IT Italy|I|
 Italien|Italie|Italia|ITA
JE Jersey|JEY
JM Jamaica|Jamaika|Jamaïque|Giamaica|JAM
JO Jordan|Jordanien|Jordanie|Jordania|Giordania|الأردن|JOR
JP Japan|Japon|Giappone|Japão|日本|JPN
KE Kenya|Kenia|Quênia|KEN
KG Kyrgyzstan|Kirgisistan|Kirghizstan|Kirguistán|Kirghizistan|Quirguistão|Kirgizië|
 Кыргызстан|Киргизия|KGZ
KH Cambodia|Kambodscha|Cambodge|Camboya|Cambogia|Camboja|Cambodja|កម្ពុជា|KHM
KI Kiribati|Quiribati|KIR
KM Comoros|Komoren|Comores|Comoras|Comore|Comoren|جزر القمر|COM
KN St. Kitts & Nevis|St. Kitts und Nevis|Saint-Christophe-et-Niévès|
 San Cristóbal y Nieves|Saint Kitts e Nevis|São Cristóvão e Névis|Saint Kitts en Nevis|
 KNA|saint kitts
KP North Korea|Nordkorea|Corée du Nord|Corea del Norte|Corea del Nord|Coreia do Norte|
 Noord-Korea|북한|PRK
KR South Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud|Coreia do Sul|
 Zuid-Korea|대한민국|KOR|korea|republic of korea
KW Kuwait|Koweït|Koeweit|الكويت|KWT
KY Cayman Islands|Kaimaninseln|Îles Caïmans|Islas Caimán|Isole Cayman|Ilhas Cayman|
 Kaaimaneilanden|CYM
KZ Kazakhstan|Kasachstan|Kazajistán|Kazakistan|Cazaquistão|Kazachstan|Казахстан|
 Қазақстан|KAZ
LA Laos|ລາວ|LAO
LB Lebanon|Libanon|Liban|Líbano|لبنان|LBN
LC St. Lucia|Sainte-Lucie|Santa Lucía|Saint Lucia|LCA
LI Liechtenstein|Liächteschtäi|LIE
LK Sri Lanka|ශ්‍රී ලංකාව|இலங்கை|LKA
LR Liberia|LBR
LS Lesotho|Lesoto|LSO
LT Lithuania|Litauen|Lituanie|Lituania|Litouwen|Lietuva|LTU
LU Luxembourg|L|
 Luxemburg|Luxemburgo|Lussemburgo|Lëtzebuerg|LUX
LV Latvia|Lettland|Lettonie|Letonia|Lettonia|Letland|Latvija|LVA
LY Libya|Libyen|Libye|Libia|Libië|ليبيا|LBY
MA Morocco|Marokko|Maroc|Marruecos|Marocco|Marrocos|المغرب|Meṛṛuk|MAR
MC Monaco|MCO
MD Moldova|Republik Moldau|Moldavie|Moldavia|Republica Moldova|MDA|republic of moldova
ME Montenegro|Crna Gora|MNE
MF St. Martin|Saint-Martin|San Martín|São Martinho|MAF
MG Madagascar|Madagaskar|Madagasikara|MDG
MH Marshall Islands|Marshallinseln|Îles Marshall|Islas Marshall|Isole Marshall|
 Ilhas Marshall|Marshalleilanden|MHL
MK North Macedonia|Nordmazedonien|Macédoine du Nord|Macedonia del Norte|
 Macedonia del Nord|Macedônia do Norte|Noord-Macedonië|Северна Македонија|MKD|macedonia
ML Mali|MLI
MM Myanmar (Burma)|Myanmar|Myanmar (Birmanie)|Myanmar (Birmania)|Mianmar (Birmânia)|
 Myanmar (Birma)|မြန်မာ|BUR|MMR|burma
MN Mongolia|Mongolei|Mongolie|Монгол|MNG
MO Macao SAR China|Sonderverwaltungsregion Macau|R.A.S. chinoise de Macao|
 RAE de Macao (China)|RAS di Macao|Macau, RAE da China|Macau SAR van China|
 中國澳門特別行政區|MAC|macau
MP Northern Mariana Islands|Nördliche Marianen|Îles Mariannes du Nord|
 Islas Marianas del Norte|Isole Marianne Settentrionali|Ilhas Marianas do Norte|
 Noordelijke Marianen|MNP
MQ Martinique|Martinica|MTQ
MR Mauritania|Mauretanien|Mauritanie|موريتانيا|MRT
MS Montserrat|MSR
MT Malta|Malte|MLT
MU Mauritius|Maurice|Mauricio|MUS
MV Maldives|Malediven|Maldivas|Maldive|Maldiven|ދިވެހި ރާއްޖެ|MDV
MW Malawi|Malaui|MWI
MX Mexico|Mexiko|Mexique|Messico|MEX
MY Malaysia|Malaisie|Malasia|Maleisië|MYS
MZ Mozambique|Mosambik|Mozambico|Moçambique|MOZ
NA Namibia|Namibie|NAM
NC New Caledonia|Neukaledonien|Nouvelle-Calédonie|Nueva Caledonia|Nuova Caledonia|
 Nova Caledônia|Nieuw-Caledonië|NCL
NE Niger|NER
NF Norfolk Island|Norfolkinsel|Île Norfolk|Isla Norfolk|Isola Norfolk|Ilha Norfolk|
 Norfolk|NFK
NG Nigeria|Nàìjíríà|NGA
NI Nicaragua|NIC
NL Netherlands|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Países Baixos|Nederland|
 NLD|holland|the netherlands
NO Norway|Norwegen|Norvège|Noruega|Norvegia|Noorwegen|Norge|Noreg|NOR
NP Nepal|नेपाल|NPL
NR Nauru|NRU
NU Niue|NIU
NZ New Zealand|Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Nuova Zelanda|Nova Zelândia|
 Nieuw-Zeeland|Aotearoa|NZL
OM Oman|Omã|عُمان|OMN
PA Panama|PAN
PE Peru|Pérou|PER
PF French Polynesia|Französisch-Polynesien|Polynésie française|Polinesia Francesa|
 Polinesia Francese|Frans-Polynesië|PYF
PG Papua New Guinea|Papua-Neuguinea|Papouasie-Nouvelle-Guinée|Papúa Nueva Guinea|
 Papua Nuova Guinea|Papua-Nova Guiné|Papoea-Nieuw-Guinea|Papua Niugini|PNG
PH Philippines|Philippinen|Filipinas|Filippine|Filipijnen|Pilipinas|PHL
PK Pakistan|Paquistão|پاکستان|PAK
PL Poland|Polen|Pologne|Polonia|Polska|POL
PM St. Pierre & Miquelon|St. Pierre und Miquelon|Saint-Pierre-et-Miquelon|
 San Pedro y Miquelón|Saint-Pierre e Miquelon|São Pedro e Miquelão|
 Saint-Pierre en Miquelon|SPM
PR Puerto Rico|Porto Rico|PRI
PS Palestinian Territories|Palästinensische Autonomiegebiete|Territoires palestiniens|
 Territorios Palestinos|Territori Palestinesi|Palestijnse gebieden|الأراضي الفلسطينية|
 PSE|palestine
PT Portugal|P|
 Portogallo|PRT
PW Palau|Palaos|PLW
PY Paraguay|Paraguai|PRY
QA Qatar|Katar|Catar|قطر|QAT
RE Réunion|La Réunion|Riunione|Reunião|REU
RO Romania|Rumänien|Roumanie|Rumanía|Romênia|Roemenië|ROU
RS Serbia|Serbien|Serbie|Sérvia|Servië|Srbija|Србија|SRB
RU Russia|Russland|Russie|Rusia|Rusland|Россия|RUS|russian federation
RW Rwanda|Ruanda|U Rwanda|RWA
SA Saudi Arabia|Saudi-Arabien|Arabie saoudite|Arabia Saudí|Arabia Saudita|Saoedi-Arabië|
 المملكة العربية السعودية|SAU|kingdom of saudi arabia|ksa
SB Solomon Islands|Salomonen|Îles Salomon|Islas Salomón|Isole Salomone|Ilhas Salomão|
 Salomonseilanden|SLB
SC Seychelles|Seychellen|Seicheles|SYC
SD Sudan|Soudan|Sudão|Soedan|السودان|SDN
SE Sweden|Schweden|Suède|Suecia|Svezia|Zweden|Sverige|SWE
SG Singapore|Singapur|Singapour|Singapura|新加坡|சிங்கப்பூர்|SGP
SH St. Helena|Sainte-Hélène|Santa Elena|Sant'Elena|Santa Helena|Sint-Helena|SHN
SI Slovenia|Slowenien|Slovénie|Eslovenia|Slovenija|SVN
SJ Svalbard & Jan Mayen|Spitzbergen und Jan Mayen|Svalbard et Jan Mayen|
 Svalbard y Jan Mayen|Svalbard e Jan Mayen|Spitsbergen en Jan Mayen|
 Svalbard og Jan Mayen|SJM
SK Slovakia|Slowakei|Slovaquie|Eslovaquia|Slovacchia|Slowakije|Slovensko|SVK
SL Sierra Leone|Sierra Leona|Serra Leoa|SLE
SM San Marino|Saint-Marin|SMR
SN Senegal|Senegaal|SEN
SO Somalia|Somalie|Soomaaliya|الصومال|SOM
SR Suriname|Surinam|SUR
SS South Sudan|Südsudan|Soudan du Sud|Sudán del Sur|Sudão do Sul|Zuid-Soedan|SSD
ST São Tomé & Príncipe|São Tomé und Príncipe|Sao Tomé-et-Principe|Santo Tomé y Príncipe|
 São Tomé e Príncipe|Sao Tomé en Principe|STP|sao tome
SV El Salvador|Salvador|SLV
SX Sint Maarten|Saint-Martin (partie néerlandaise)|SXM
SY Syria|Syrien|Syrie|Siria|سوريا|SYR|syrian arab republic
SZ Eswatini|Esuatini|Essuatíni|SWZ|swaziland
TA Tristan da Cunha|Tristán de Acuña|Tristão da Cunha|TAA
TC Turks & Caicos Islands|Turks- und Caicosinseln|Îles Turques-et-Caïques|
 Islas Turcas y Caicos|Isole Turks e Caicos|Ilhas Turcas e Caicos|
 Turks- en Caicoseilanden|TCA
TD Chad|Tschad|Tchad|Ciad|Chade|Tsjaad|تشاد|TCD
TG Togo|TGO
TH Thailand|Thaïlande|Tailandia|Thailandia|ไทย|THA
TJ Tajikistan|Tadschikistan|Tadjikistan|Tayikistán|Tagikistan|Tadjiquistão|Tadzjikistan|
 Тоҷикистон|TJK
TK Tokelau|TKL
TL Timor-Leste|Timor oriental|Timor Est|Oost-Timor|TLS|TMP|east timor
TM Turkmenistan|Turcomenistão|TKM
TN Tunisia|Tunesien|Tunisie|Túnez|Tunesië|تونس|TUN
TO Tonga|TON
TR Türkiye|Türkei|Turquie|Turquía|Turchia|Turkije|TUR|turkey
TT Trinidad & Tobago|Trinidad und Tobago|Trinité-et-Tobago|Trinidad y Tobago|
 Trinidad e Tobago|Trinidad en Tobago|TTO|trinidad
TV Tuvalu|TUV
TW Taiwan|台灣|TWN|taiwan r.o.c.
TZ Tanzania|Tansania|Tanzanie|TZA|tanzania united republic of
UA Ukraine|Ucrania|Ucraina|Oekraïne|Україна|Украина|UKR
UG Uganda|Ouganda|Oeganda|UGA
US United States|Vereinigte Staaten von Amerika|États-Unis d'Amérique|US of A|
 Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|
 Verenigde Staten|USA|united states of america|u.s.|america|estados unidos de america|
 eeuu
UY Uruguay|Uruguai|URY
UZ Uzbekistan|Usbekistan|Ouzbékistan|Uzbequistão|Oezbekistan|Oʻzbekiston|Ўзбекистон|UZB
VA Vatican City|Vatikanstadt|État de la Cité du Vatican|Ciudad del Vaticano|
 Città del Vaticano|Cidade do Vaticano|Vaticaanstad|VAT|holy see|vatican
VC St. Vincent & Grenadines|St. Vincent und die Grenadinen|
 Saint-Vincent-et-les Grenadines|San Vicente y las Granadinas|Saint Vincent e Grenadine|
 São Vicente e Granadinas|Saint Vincent en de Grenadines|VCT|saint vincent
VE Venezuela|VEN|venezuela bolivarian republic of
VG British Virgin Islands|Britische Jungferninseln|Îles Vierges britanniques|
 Islas Vírgenes Británicas|Isole Vergini Britanniche|Ilhas Virgens Britânicas|
 Britse Maagdeneilanden|VGB
VI U.S. Virgin Islands|Amerikanische Jungferninseln|Îles Vierges des États-Unis|
 Islas Vírgenes de EE. UU.|Isole Vergini Americane|Ilhas Virgens Americanas|
 Amerikaanse Maagdeneilanden|VIR
VN Vietnam|Vietnã|VNM
VU Vanuatu|VUT
WF Wallis & Futuna|Wallis und Futuna|Wallis-et-Futuna|Wallis y Futuna|Wallis e Futuna|
 Wallis en Futuna|WLF
WS Samoa|WSM
XK Kosovo|Kosovë|Косово|XKK
YE Yemen|Jemen|Iêmen|اليمن|YMD|YEM
YT Mayotte|MYT
ZA South Africa|Südafrika|Afrique du Sud|Sudáfrica|África do Sul|Zuid-Afrika|ZAF|rsa
ZM Zambia|Sambia|Zambie|ZMB
ZW Zimbabwe|Simbabwe|Zimbabue|ZWE
"""

"""The letters beyond ASCII that languages write with, by the encodings of their texts."""

from dataclasses import dataclass

SIGNS = "€£¥°®™©’‘“”„‚‹›«»–—…•·½¼¾²³µ×±§¿¡ºª№´\u00a0\u00ad"
_WESTERN = (
    "éééééèàêçôîûùâïœëæ",  # French
    "üäößé",  # German, Swiss names too
    "óóáíéñúü",  # Spanish
    "ãçáéíóúõêâàô",  # Portuguese
    "àèùòìé",  # Italian
    "àéèíòóúüïç",  # Catalan
    "ääöåéüà",  # Swedish, Finnish
    "øåæéüöäô",  # Danish, Norwegian
    "íáðþöúóýæé",  # Icelandic
    "éëëïöüèç",  # Dutch
)
_CENTRAL = (
    "łóąęśżćńź",  # Polish
    "íáěéřčšžýůúňťďó",  # Czech
    "áíéčšžýúľôťňóäďŕĺ",  # Slovak
    "áéőöíűüóú",  # Hungarian
    "ăîâşţ",  # Romanian
    "čšžćđ",  # Croatian, Slovene
)
_CYRILLIC = (
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",  # Russian
    "оаиніверткслдмпуязьгбчхйїюжшцєщфґ",  # Ukrainian
    "аиоетнрсвлкдпмзяъгубчцжщшхюйфь",  # Bulgarian
    "аоиенрјтсувкдмплзбгчшцжћњљђфхџ",  # Serbian
)


@dataclass(frozen=True)
class Alphabets:
    """What texts of one encoding are written with.

    Parameters
    ----------
    writing : what people call it
    languages : the letters beyond ASCII of each, the frequent ones first, very frequent ones more than once
    share : how many of a text's letters these are [share, 0-1]
    rarity : how seldom such a file is sent, as the logarithm of its odds against cp1252
    """

    encoding: str
    writing: str
    languages: tuple[str, ...]
    share: float
    rarity: float


ALPHABETS = (  # where two explain a text alike, the earlier one is taken
    Alphabets("cp1252", "Western European", _WESTERN, 0.05, 0),
    Alphabets("cp1250", "Central European", _CENTRAL, 0.07, 5),
    Alphabets("cp1254", "Turkish", ("ıişüğçöâ",), 0.07, 4),
    Alphabets("cp1257", "Baltic", ("ėšųžįąčūę", "āīēšūļņķžčģ", "äõüö"), 0.07, 7),
    Alphabets("iso8859_15", "Western European, Latin-9", _WESTERN, 0.05, 5),
    Alphabets("iso8859_2", "Central European, Latin-2", _CENTRAL, 0.07, 6),
    Alphabets("mac_roman", "Western European of old Macs", _WESTERN, 0.05, 5),
    Alphabets("cp850", "Western European of DOS", _WESTERN, 0.05, 6),
    Alphabets("cp852", "Central European of DOS", _CENTRAL, 0.07, 9),
    Alphabets("cp1251", "Cyrillic", _CYRILLIC, 1, 2),
    Alphabets("koi8_r", "Cyrillic", _CYRILLIC[:1], 1, 5),
    Alphabets("koi8_u", "Cyrillic", _CYRILLIC[:2], 1, 6),
    Alphabets("cp866", "Cyrillic of DOS", _CYRILLIC[:1], 1, 5),
    Alphabets("cp1253", "Greek", ("ατοινεσρκπυμλςήάίόέηδώγθύχωφβξζψ",), 1, 4),
    Alphabets("cp1255", "Hebrew", ("יולאהרמתבשנםדחקעפצטכןזסגךףץ",), 1, 4),
    Alphabets("cp1256", "Arabic", ("اليمونرتبةعدسفهكقأحجشطىصخإضءذآثغؤئظ",), 1, 4),
    Alphabets("cp874", "Thai", ("านรกอเงมยลวดทสตะปบคแจหพชขใ่้ีัิืุูโไ็์ำผถซธณศษภฟฐญ",), 1, 4),
    Alphabets("cp932", "Japanese", ("ﾝｰﾙｽﾄﾗﾞﾘｲｱｸｶｼﾌﾃｺｷﾀﾏﾊｻﾚﾆﾟｯﾁｴﾛﾑｵﾕﾔﾐﾈﾉｹﾎﾂﾅﾒﾓﾖﾜｳｾｿﾍﾋﾇﾕｬｭｮ",), 1, 5),
)

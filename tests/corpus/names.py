"""Invented people, places and bodies. The given names are real ones; nobody is meant by any surname."""

import random
from collections.abc import Sequence
from itertools import product
from typing import TypeVar

from .words import split_words

_STEMS = split_words("""
Agat Alder Ambar Bakun Baldin Barvin Belozer Berest Bogoroz Borozd Bulyg Chagan Cherem Chulk Danil Dolgun Drozdil
Dubrav Durnev Falal Fomich Galich Gerasim Gluhar Golubin Gordyn Gribal Grozdan Gulyar Kalash Kalin Karamys Kashtan
Kerzhen Klyuch Kobyl Koltun Kormil Koshel Kruzhal Kudesin Kuvald Ladozh Lapshar Lobach Lukosh Lychag Makush Malozem
Medun Merkul Mezentsin Morozin Nalim Nekrash Obolen Ochak Okun Olkhov Osetr Ostrozh Ozhig Pakhom Pereyas Pestrun
Podlip Polozh Prosvir Puzyr Ragoz Rakitin Rodim Rusak Ryabin Ryzhak Saban Samsul Selivan Shchegol Sheremyat Shibal
Sinyav Skvortsin Solodun Stepur Sukhar Svirid Taran Tikhomor Tolkun Torop Tuman Tverdil Ugryum Ustyuz Vasyun Verkhol
Vetrug Vishnyak Volkon Voronish Vyazem Yarosh Yegorsh Zabolot Zakhar Zherebil Zimor Zolotar Zubar
""")
_MALE_ENDINGS = ("ov", "ev", "in", "sky", "enko", "ich", "yuk", "ovsky")
_WESTERN = split_words("""
Abernal Ackerby Allardice Ashgrove Bancombe Barrowdale Beckenthal Blackmoor Brantford Bridgewell Brockhurst Calderbank
Carrowmore Castellane Chadburn Clavering Colquhar Copperfold Cranleigh Crosswell Dallimore Danforth Delacourt Doverly
Drumgold Eastlake Ellingford Everby Fairweather Fallowell Farnaby Fennimore Fitzalder Galbright Garrowby Gatenby
Glenmarsh Goldthwait Greenslate Grimsdale Hallowell Harbisher Hartigan Hawkesmere Hazelrigg Heatherly Holmbridge
Ingleton Jessamine Karstens Kettlewell Kirkbride Lambourne Langstaff Larkfield Lindqvist Lockhaven Maddern Malmgren
Marchbanks Merriweather Millward Norquist Oakeshott Ormsby Pallister Pemberly Penhallow Quarrington Ravensdale Redfern
Rosenthwaite Saltmarsh Sandercock Selkirk Sorensby Stanbridge Sternholt Summerlee Tarrington Thackery Thornquist
Trevelock Underhay Vandermolen Wainfleet Waldegrave Westerdahl Whitlock Winterbourne Wolverstone Yardlow Zimmerholt
""")

RUSSIAN_MEN = split_words("""
Aleksandr Aleksei Alexander Alexei Anatoly Andrei Andrey Anton Arkady Boris Denis Dmitri Dmitry Eduard Fyodor Gennady
Georgy Grigory Igor Ilya Ivan Kirill Konstantin Leonid Maksim Mikhail Nikita Nikolai Oleg Pavel Pyotr Roman Ruslan
Sergei Sergey Stanislav Stepan Valery Vasily Viktor Vitaly Vladimir Vladislav Vyacheslav Yegor Yevgeny Yuri
""")
RUSSIAN_WOMEN = split_words("""
Alla Anastasia Anna Darya Ekaterina Elena Galina Irina Ksenia Larisa Lidia Lilia Lyubov Lyudmila Maria Marina Nadezhda
Natalia Nina Oksana Olga Svetlana Tamara Tatyana Valentina Vera Yelena Yevgenia Yulia Zinaida
""")
WESTERN_GIVEN = split_words("""
Adam Alan Alice Andrew Anna Arthur Barry Brian Caroline Catherine Charles Christopher Claire Colin Daniel David
Deborah Dominic Edward Elizabeth Emma Eric Fiona Frank Fred Gareth Geoffrey George Gordon Graham Gregory Guy Harold
Helen Henry Howard Hugh Ian Jack James Jane Jennifer Jeremy Joan John Jonathan Judith Julia Karen Katherine Keith
Kevin Laura Lawrence Linda Louise Lucian Marcus Margaret Mark Martin Mary Matthew Michael Miriam Nicholas Oliver
Patrick Paul Peter Philip Rachel Ralph Rebecca Richard Robert Roger Ronald Rupert Ruth Sarah Simon Stephen Steven
Stuart Susan Theodore Thomas Timothy Victoria Vincent Walter William
""")
ACCENTED = (
    "András Tóth-Halmor",
    "Anders Åkerlind",
    "José Maldovar",
    "Jürgen Königsau",
    "François Delétrange",
    "Björn Halvarssen",
)

_PLACE_STEMS = split_words("""
Belo Verkhne Nizhne Novo Staro Krasno Zeleno Cherno Yuzhno Severo Malo Bolshe Sredne Kamen Kuzne Vyso Tikho Glubo Zare
Dolgo Dubro Lipo Olkho Ozer Pesko Ryabi Sosno Solo Snezhno Tarko Ust
""")
_PLACE_TAILS = split_words("""
gorsk retsk dolsk morsk kamsk yarsk polye ozersk zavodsk kholm gradov selsk vodsk burinsk lesnoye bereg
""")
PLACES = tuple(a + b for a, b in product(_PLACE_STEMS, _PLACE_TAILS))
CAPITALS = split_words("""
Moscow London Washington Brussels Berlin Warsaw Kiev Minsk Tbilisi Baku Astana Vilnius Riga Helsinki Paris Vienna
Prague Beijing Tokyo Ankara
""")
_BODY_HEADS = split_words("""
Uralsib Volga Baikal Sever Polar Taiga Baltic Amur Yenisei Kama Ladoga Onega Kuban Altai Don Neva Pechora Murman Dvina
Tobol
""")
_BODY_TAILS = split_words("""
neft gaz bank prom energo invest trans stal lesprom telekom
""")
COMPANIES = tuple(a + b for a, b in product(_BODY_HEADS, _BODY_TAILS))
_OFFICES = """
the Duma|the Federation Council|the Kremlin|the government|the Finance Ministry|the Foreign Ministry|the Energy
Ministry|the Defence Ministry|the Prosecutor General's Office|the Central Bank|the Audit Chamber|the Constitutional
Court|the Central Election Commission|the Security Council|the European Commission|the State Department|the tax
police|the Interior Ministry|the city council|the regional legislature|the World Bank|the Academy of Sciences|the
customs committee|the coast guard|the border service
"""
BODIES = tuple(" ".join(office.replace("'", "’").split()) for office in _OFFICES.split("|"))
THINK_TANKS = tuple(
    f"the {a} {b}"
    for a, b in product(
        (
            "Levenhall",
            "Polytech",
            "Strelka",
            "Northern",
            "Contemporary Policy",
            "Applied Politics",
            "Open Data",
            "Eurasian",
        ),
        ("Centre", "Institute", "Foundation", "Fund"),
    )
)
COUNTRIES = split_words(
    "Russia Ukraine Georgia Belarus Kazakhstan Azerbaijan Moldova Latvia Estonia Lithuania Poland Germany China"
)

T = TypeVar("T")


def pick(rng: random.Random, items: Sequence[T]) -> T:
    """One of `items`; three times faster than `choice`, which asks for whole random bits."""
    return items[int(rng.random() * len(items))]


def invent_surname(rng: random.Random, woman: bool = False) -> str:
    """A Russian surname, with a woman's ending where it takes one."""
    stem, ending = pick(rng, _STEMS), pick(rng, _MALE_ENDINGS)
    if stem.endswith(("in", "sin")) and ending == "in":
        ending = "ov"
    name = stem + ending
    if woman and ending in ("ov", "ev", "in"):
        return name + "a"
    return name[:-1] + "aya" if woman and ending.endswith("sky") else name


def invent_russian(rng: random.Random) -> str:
    woman = rng.random() < 0.3
    return f"{pick(rng, RUSSIAN_WOMEN if woman else RUSSIAN_MEN)} {invent_surname(rng, woman)}"


def invent_westerner(rng: random.Random) -> str:
    given, surname = pick(rng, WESTERN_GIVEN), pick(rng, _WESTERN)
    chance = rng.random()
    if chance < 0.12:
        return f"{given} {pick(rng, 'ABCDEGHJLMPRSTW')}. {surname}"
    if chance < 0.16:
        return f"{pick(rng, 'ABCDEGHJLMPRSTW')}. {given} {surname}"
    if chance < 0.2:
        return f"{given} {surname}-{pick(rng, _WESTERN)}"
    return pick(rng, ACCENTED) if chance > 0.98 else f"{given} {surname}"

"""Newspapers, agencies and sites as JRL prints them. The names are real; what is printed under them is invented."""

import random
from dataclasses import dataclass

from .names import pick


@dataclass(frozen=True, slots=True)
class Source:
    """`name` is what a person would say; `printed` are the forms in which JRL shows it, the commonest first."""

    name: str
    printed: tuple[str, ...]
    host: str
    years: tuple[int, int] = (1997, 2022)
    russian: bool = False  # its authors have Russian names


def _read(table: str) -> tuple[Source, ...]:
    sources = []
    for line in table.strip().splitlines():
        name, printed, host, years, tongue = (cell.strip() for cell in line.split("|"))
        first, _, last = years.partition("-")
        forms = tuple(form.strip() for form in printed.split(";")) if printed else (name,)
        sources.append(Source(name, forms, host, (int(first), int(last)), tongue == "ru"))
    return tuple(sources)


NEWSPAPERS = _read("""
Christian Science Monitor | Christian Science Monitor | csmonitor.com | 1997-2022 |
Moscow Times | Moscow Times; The Moscow Times | themoscowtimes.com | 1997-2022 |
St. Petersburg Times | St. Petersburg Times | sptimes.ru | 1997-2014 |
New York Times | New York Times | nytimes.com | 1997-2022 |
Washington Post | Washington Post | washingtonpost.com | 1997-2022 |
Washington Times | Washington Times | washingtontimes.com | 1997-2022 |
Boston Globe | Boston Globe | bostonglobe.com | 1997-2010 |
Chicago Tribune | Chicago Tribune | chicagotribune.com | 1997-2012 |
Los Angeles Times | Los Angeles Times | latimes.com | 1997-2022 |
Financial Times | Financial Times (UK); Financial Times | ft.com | 1997-2022 |
The Times | The Times (UK) | thetimes.co.uk | 1997-2014 |
The Guardian | The Guardian (UK); The Guardian | theguardian.com | 1997-2022 |
The Independent | The Independent (UK); The Independent | independent.co.uk | 1997-2018 |
The Electronic Telegraph | The Electronic Telegraph (UK) | telegraph.co.uk | 1997-2003 |
The Sunday Times | The Sunday Times (UK) | thesundaytimes.co.uk | 1997-2010 |
The Globe and Mail | The Globe and Mail (Canada) | theglobeandmail.com | 1997-2012 |
Wall Street Journal | Wall Street Journal; The Wall Street Journal | wsj.com | 1997-2022 |
The Economist | The Economist; The Economist (UK) | economist.com | 1997-2022 |
Newsweek | Newsweek; Newsweek International | newsweek.com | 1997-2018 |
Business Week | Business Week | businessweek.com | 1997-2009 |
The Nation | The Nation | thenation.com | 1997-2022 |
the eXile | the eXile; The eXile | exile.ru | 1997-2008 |
Straits Times | The Straits Times (Singapore) | straitstimes.com | 1997-2012 |
Jamestown Foundation | Jamestown Foundation Prism; Jamestown Foundation Monitor | jamestown.org | 1997-2006 |
Russia Profile | Russia Profile | russiaprofile.org | 2005-2013 |
The National Interest | The National Interest | nationalinterest.org | 2002-2022 |
Russia Matters | Russia Matters | russiamatters.org | 2016-2022 |
Irrussianality | Irrussianality | irrussianality.wordpress.com | 2014-2021 |
Meduza | Meduza | meduza.io | 2015-2022 | ru
bne IntelliNews | bne IntelliNews; BNE IntelliNews | intellinews.com | 2014-2022 |
Carnegie Moscow Center | Carnegie Moscow Center | carnegie.ru | 2008-2022 | ru
Russia Beyond the Headlines | Russia Beyond the Headlines; Russia Beyond | rbth.com | 2008-2018 |
Komsomolskaya Pravda | Komsomolskaya Pravda | kp.ru | 1997-2012 | ru
Izvestia | Izvestia; Izvestiya | izvestia.ru | 1997-2022 | ru
Kommersant | Kommersant | kommersant.ru | 1997-2022 | ru
Vedomosti | Vedomosti | vedomosti.ru | 1999-2022 | ru
Nezavisimaya Gazeta | Nezavisimaya Gazeta | ng.ru | 1997-2022 | ru
Rossiyskaya Gazeta | Rossiyskaya Gazeta; Rossiiskaya Gazeta | rg.ru | 1997-2022 | ru
Obshchaya Gazeta | Obshchaya Gazeta | og.ru | 1997-2002 | ru
Vremya MN | Vremya MN | vremyamn.ru | 1998-2003 | ru
Argumenty i Fakty | Argumenty i Fakty | aif.ru | 1997-2012 | ru
Moskovsky Komsomolets | Moskovsky Komsomolets; Moskovskiy Komsomolets | mk.ru | 1997-2022 | ru
RBC Daily | RBC Daily; RBK Daily | rbcdaily.ru | 2006-2014 | ru
""")
AGENCIES = _read("""
Reuters | Reuters; Reuter | reuters.com | 1997-2022 |
Associated Press | AP | apnews.com | 1997-2022 |
Agence France-Presse | AFP; Agence France Presse | afp.com | 1997-2022 |
United Press International | UPI | upi.com | 1997-2005 |
Bloomberg | Bloomberg | bloomberg.com | 1997-2022 |
Interfax | Interfax | interfax.com | 1997-2022 | ru
ITAR-TASS | ITAR-TASS; Itar-Tass | itar-tass.com | 1997-2014 | ru
TASS | TASS | tass.com | 2015-2022 | ru
RIA Novosti | RIA Novosti | rian.ru | 1997-2014 | ru
RFE/RL | RFE/RL | rferl.org | 1997-2022 |
Sputnik | Sputnik | sputniknews.com | 2015-2022 |
RT | rt.com; RT | rt.com | 2010-2022 |
""")
BROADCASTERS = _read("""
NTV | NTV | ntv.ru | 1997-2003 | ru
Ekho Moskvy | Radio Ekho Moskvy; Ekho Moskvy | echo.msk.ru | 1997-2021 | ru
Kremlin.ru | Kremlin.ru; www.kremlin.ru | kremlin.ru | 2001-2022 | ru
Russian Ministry of Foreign Affairs | Russian Ministry of Foreign Affairs | mid.ru | 2012-2022 | ru
BBC Monitoring | BBC Monitoring | monitor.bbc.co.uk | 2000-2013 | ru
""")
FACEBOOK = Source("Facebook", ("Facebook",), "facebook.com", (2016, 2022))
SOURCES = NEWSPAPERS + AGENCIES + BROADCASTERS + (FACEBOOK,)
BY_NAME = {source.name: source for source in SOURCES}


def pick_source(rng: random.Random, sources: tuple[Source, ...], year: int, russian: bool | None = None) -> Source:
    """One that was printed in `year`; of Russian newspapers only, or of others only, when asked."""
    fit = [s for s in sources if s.years[0] <= year <= s.years[1] and (russian is None or s.russian is russian)]
    return pick(rng, fit)


def print_name(rng: random.Random, source: Source, year: int) -> str:
    """A form of the name: mostly the usual one. `Reuter` was printed in 1997 only."""
    if source.name == "Reuters":
        return source.printed[year == 1997]
    return source.printed[0] if rng.random() < 0.75 else pick(rng, source.printed)

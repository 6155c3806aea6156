"""Verbs of the strategy: put the shipped one into the database."""

from sqlalchemy import select

from ..clock import now
from ..database import db, writing
from ..events import record
from .models import Goal, Guidepost, Section, Strategy, StrategyItem, StrategyState
from .shipped import load_strategy

SWOT = {"strengths": Section.STRENGTH, "weaknesses": Section.WEAKNESS, "opportunities": Section.OPPORTUNITY, "threats": Section.THREAT}


def load_shipped() -> Strategy:
    """Put the shipped strategy into the database and in force, unless it is there already; return it."""
    content = load_strategy()
    found = db.session.scalar(select(Strategy).where(Strategy.slug == content["slug"]))
    if found is not None:
        return found
    with writing() as session:
        strategy = Strategy(
            slug=content["slug"],
            title_da=content["title"]["da"],
            title_en=content["title"]["en"],
            starts_on=content["period"]["from"],
            ends_on=content["period"]["to"],
            source_title=content["source"]["title"],
            source_publisher=content["source"]["publisher"],
            source_year=content["source"]["year"],
            state=StrategyState.IN_FORCE,
            opened_at=now(),
        )
        session.add(strategy)
        session.flush()
        for place, node in enumerate(content["goals"]):
            goal = Goal(
                strategy_id=strategy.id,
                code=node["code"],
                audience=node["audience"],
                short_da=node["short"]["da"],
                short_en=node["short"]["en"],
                position=place,
                **_texts(node),
            )
            goal.guideposts = [
                Guidepost(code=post["code"], position=number, kinds=post.get("kinds", []), **_texts(post))
                for number, post in enumerate(node["guideposts"])
            ]
            session.add(goal)
        session.add_all(_items(strategy.id, content))
        session.flush()
        for item, points in _children(strategy.id, content):
            session.add(item)
            session.flush()
            for point in points:
                point.parent_id = item.id
                session.add(point)
        record("strategy.created", strategy, None, slug=strategy.slug)
    return strategy


def _texts(node: dict) -> dict[str, str]:
    return {"title_da": node["title"]["da"], "title_en": node["title"]["en"], "text_da": node["text"]["da"], "text_en": node["text"]["en"]}


def _items(strategy_id: int, content: dict) -> list[StrategyItem]:
    """The texts that stand alone: about, results, challenges, SWOT."""
    sections = [(Section.ABOUT, content["about"]), (Section.RESULT, content["results"]), (Section.CHALLENGE, content["challenges"])]
    sections += [(section, content["swot"][name]) for name, section in SWOT.items()]
    return [
        StrategyItem(strategy_id=strategy_id, section=section, position=place, key=node.get("key", ""), **_texts(node))
        for section, nodes in sections
        for place, node in enumerate(nodes)
    ]


def _children(strategy_id: int, content: dict) -> list[tuple[StrategyItem, list[StrategyItem]]]:
    """The texts with points under them: principles and contributions."""
    pairs = []
    for place, node in enumerate(content["principles"]):
        points = [
            StrategyItem(strategy_id=strategy_id, section=Section.POINT, position=i, **_texts(p)) for i, p in enumerate(node["points"])
        ]
        pairs.append((StrategyItem(strategy_id=strategy_id, section=Section.PRINCIPLE, position=place, **_texts(node)), points))
    for place, node in enumerate(content["contributions"]):
        kind = node["partner_kind"]
        points = [
            StrategyItem(
                strategy_id=strategy_id,
                section=Section.CONTRIBUTION_ITEM,
                position=i,
                partner_kind=kind,
                kinds=p.get("kinds", []),
                guidepost_codes=p.get("guideposts", []),
                **_texts(p),
            )
            for i, p in enumerate(node["items"])
        ]
        pairs.append(
            (StrategyItem(strategy_id=strategy_id, section=Section.CONTRIBUTION, position=place, partner_kind=kind, **_texts(node)), points)
        )
    return pairs

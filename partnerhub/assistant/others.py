"""Hears in a talk that a matter is asked for which others answer: what the scheme spoken of tells nothing of, or only mentions.

The words stand in lexicon/others.yaml: pensions, SU, child benefit, holiday, tax, dismissal and the like.
"""

from partnerhub.schemes.content_types import SchemeContent

from .circumstances import stems_told
from .features import Asked
from .patterns import found_in
from .wordforms import level, stem, tokens

_FILE = "others.yaml"
# In so few words nothing of the scheme is asked beside the matter itself.
_FEW = 12


def is_others(asked: Asked, scheme: SchemeContent) -> bool:
    """Tell whether a question in a talk about a scheme is about a matter that others answer for."""
    text = asked.closing.levelled if asked.closing else asked.levelled
    found = found_in(text, _FILE)
    if "matters" not in found or "told" in found:
        return False
    named = {stem(word) for word in tokens(text) if "matters" in found_in(word, _FILE)}
    mistaken = {stem(word) for other in scheme.confusions for word in tokens(level(other.text.da))}
    if named.isdisjoint(stems_told(scheme, scheme.answers) | mistaken):
        return True
    return {"itself", "pensions"} <= {*found} and len(tokens(text)) <= _FEW

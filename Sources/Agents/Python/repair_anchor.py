"""Turns edits by position into edits by text: each original stands in its file exactly once."""

from collections import defaultdict


class Unanchorable(Exception):
    """The edits overlap or cannot be made unique."""


def apply(text, edits):
    """The text with every edit made; edits must not overlap."""
    result, end = [], len(text)
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        if edit.start < 0:
            raise Unanchorable("the place inside an f-string is not known")
        if edit.end > end:
            raise Unanchorable("two edits overlap")
        result.append(text[edit.end:end])
        result.append(edit.text)
        end = edit.start
    result.append(text[:end])
    return "".join(reversed(result))


def anchored(repository, edits):
    """The edits as `{file, original, fixed}` over whole lines, in an order in which each applies."""
    by_path = defaultdict(list)
    for edit in edits:
        by_path[edit.path].append(edit)
    result = []
    for path in sorted(by_path):
        result.extend(_anchored_in(repository.file(path), by_path[path]))
    return result


def changed_files(repository, edits):
    """The new text of each file the edits change."""
    by_path = defaultdict(list)
    for edit in edits:
        by_path[edit.path].append(edit)
    return {path: apply(repository.file(path).text, changes) for path, changes in by_path.items()}


def _anchored_in(source, edits):
    lines = _lines(source.text)
    regions = _merged([_region(lines, edit) for edit in edits], source, lines, edits)
    current, result = source.text, []
    for first, last, changes in reversed(regions):
        start, end = lines[first][0], lines[last][1]
        original = source.text[start:end]
        fixed = apply(original, [_shifted(edit, start) for edit in changes])
        # Growing stays above regions already written, whose text has changed.
        while _places(current, original) != 1 and (first > 0 or last + 1 < len(lines)):
            if first > 0:
                first -= 1
                piece = source.text[lines[first][0]:lines[first][1]]
                original, fixed = piece + original, piece + fixed
            else:
                last += 1
                piece = source.text[lines[last][0]:lines[last][1]]
                original, fixed = original + piece, fixed + piece
        if _places(current, original) != 1 or original == fixed:
            raise Unanchorable("no unique text to anchor to")
        current = current.replace(original, fixed)
        result.append({"file": source.path, "original": original, "fixed": fixed})
    if current != apply(source.text, edits):
        raise Unanchorable("the anchors do not add up to the change")
    return result


def _places(text, part):
    """How often the part stands in the text, overlaps counted."""
    count, place = 0, text.find(part)
    while place >= 0 and count < 2:
        count, place = count + 1, text.find(part, place + 1)
    return count


def _lines(text):
    """Start and end of each line, its ending included."""
    result, start = [], 0
    for line in text.splitlines(keepends=True) or [""]:
        result.append((start, start + len(line)))
        start += len(line)
    return result


def _region(lines, edit):
    """First and last line the edit touches; an insertion anchors to the line it stands before."""
    touched = [
        place for place, (start, end) in enumerate(lines)
        if start <= edit.start < end or edit.start < end and start < edit.end
    ]
    if not touched:
        return len(lines) - 1, len(lines) - 1
    return touched[0], touched[-1]


def _merged(regions, source, lines, edits):
    """Regions in order, with those joined that touch the same line or neighbours."""
    result = []
    for (first, last), edit in sorted(zip(regions, edits), key=lambda item: (item[1].start, item[1].end)):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]), result[-1][2] + [edit])
        else:
            result.append((first, last, [edit]))
    return result


def _shifted(edit, start):
    return type(edit)(edit.path, edit.start - start, edit.end - start, edit.text)

import pathspec


def ignored(lines, name):
    return pathspec.GitIgnoreSpec.from_lines(lines).match_file(name)


def test_lone_double_star_ignores_all():
    assert ignored(["**"], "a.txt")
    assert ignored(["**"], "dir/sub/b.txt")


def test_re_included_folder():
    lines = ["**", "!src/", "!src/**"]
    assert ignored(lines, "README")
    assert not ignored(lines, "src/app.py")


def test_double_star_with_more_behind_it():
    assert ignored(["**/cache"], "x/cache")
    assert not ignored(["**/cache"], "x/other")

"""The project's pages (*.md), and what is in them: snippets, links, texts of files."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILT = {"build", "build-sanitized", "bin", "obj", ".git", ".tmp", "node_modules", "BenchmarkDotNet.Artifacts"}


def all_pages():
    return sorted(page for page in ROOT.rglob("*.md") if not BUILT.intersection(page.relative_to(ROOT).parts))


def read(page):
    return page.read_text(encoding="utf-8")


def name(page):
    return str(page.relative_to(ROOT) if page.is_relative_to(ROOT) else page)

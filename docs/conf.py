"""The documentation as a site: Sphinx with furo, over the Markdown that GitHub shows (docs/adr/0013-docs-site.md)."""

import bouncekit

project = "bouncekit"
copyright = "the bouncekit developers, Apache-2.0"  # noqa: A001 - Sphinx's own name
release = version = bouncekit.__version__ if hasattr(bouncekit, "__version__") else "0.1.0"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode", "sphinx_copybutton"]
root_doc = "index"
exclude_patterns = ["_build", "README.md"]  # README.md is the index that GitHub shows
myst_heading_anchors = 4
myst_links_external_new_tab = False

html_theme = "furo"
html_title = "bouncekit"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {"navigation_with_keys": True}

default_role = "code"  # one backtick in a docstring is code
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "imported-members": True, "show-inheritance": True}
python_use_unqualified_type_names = True
copybutton_exclude = ".linenos, .gp, .go"
suppress_warnings = [
    "ref.python",  # one class, public under two names: the package's and the top's
    "misc.highlighting_failure",  # no lexer knows Exim's configuration
]

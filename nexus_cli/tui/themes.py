"""The look for whoever needs strong contrast; every other theme is Textual's."""

from textual.theme import Theme

HIGH_CONTRAST = Theme(
    name="nexus-high-contrast",
    primary="#7fd4ff",
    secondary="#ffffff",
    accent="#ffe14d",
    warning="#ffe14d",
    error="#ff9a9a",
    success="#8cff9e",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    text_alpha=1.0,
    variables={
        "text-muted": "#ffffff",
        "text-disabled": "#d0d0d0",
        "foreground-muted": "#ffffff",
        "foreground-disabled": "#d0d0d0",
        "border": "#ffffff",
        "border-blurred": "#ffffff",
        "block-cursor-background": "#ffe14d",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#333333",
        "input-cursor-background": "#ffe14d",
        "input-cursor-foreground": "#000000",
        "footer-key-foreground": "#ffe14d",
        "footer-background": "#000000",
    },
)
"""White on black, every pair of colours at 7:1 or more (WCAG 2.2, level AAA)."""

"""The catalogue as a folder of files, in and out without loss."""

from dingen.catalogue.document import CatalogueError
from dingen.catalogue.reading import read_catalogue
from dingen.catalogue.storing import Report, import_catalogue
from dingen.catalogue.writing import export_catalogue

__all__ = ["CatalogueError", "Report", "export_catalogue", "import_catalogue", "read_catalogue"]

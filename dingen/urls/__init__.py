from dingen.urls import answers, catalogue, editing, freshness, revisions

app_name = "dingen"
# The words of the editors' pages come before the slugs of lessons.
urlpatterns = [
    *answers.urlpatterns,
    *revisions.urlpatterns,
    *editing.urlpatterns,
    *freshness.urlpatterns,
    *catalogue.urlpatterns,
]

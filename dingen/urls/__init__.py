from dingen.urls import catalogue, editing, freshness

app_name = "dingen"
urlpatterns = [*editing.urlpatterns, *freshness.urlpatterns, *catalogue.urlpatterns]

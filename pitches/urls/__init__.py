from pitches.urls import closing, ideas, mt, pilot, plan, showcase

app_name = "pitches"
urlpatterns = [
    *plan.urlpatterns,
    *ideas.urlpatterns,
    *closing.urlpatterns,
    *mt.urlpatterns,
    *pilot.urlpatterns,
    *showcase.urlpatterns,
]

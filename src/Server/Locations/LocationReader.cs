using System.Text.Json;
using System.Text.Json.Nodes;
using Server.Api;
using Server.Storage;

namespace Server.Locations;

/// <summary>Reads a location from JSON: when one is created or changed. The defaults and rules of the API are here.</summary>
internal static class LocationReader
{
    /// <summary>A new location (see <see cref="LocationInput"/>), idle; null with what is wrong in <paramref name="errors"/>.</summary>
    public static LocationRow? Read(JsonElement json, List<FieldError> errors)
    {
        var fields = new JsonFields(json, "", errors);
        var name = fields.Text("name", 100, required: true);
        if (name is not null && NameProblem(name) is { } nameProblem)
        {
            fields.Wrong("name", nameProblem);
        }

        var id = fields.Text("id", 48) ?? "";
        if (id.Length > 0 && Names.IdProblem(id) is { } idProblem)
        {
            fields.Wrong("id", idProblem);
        }

        var timeZone = fields.Text("timeZone", 100) ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) || !zone.HasIanaId)
        {
            fields.Wrong("timeZone", $"must be an IANA name such as Europe/Berlin, not '{timeZone}'");
        }

        var url = fields.Text("csmsUrl", 2048);
        if (url is not null && Names.CsmsUrlProblem(url) is { } urlProblem)
        {
            fields.Wrong("csmsUrl", urlProblem);
        }

        var row = new LocationRow
        {
            Id = id,
            Name = name ?? "",
            Address = fields.Text("address", 200),
            Latitude = fields.Number("latitude", -90, 90),
            Longitude = fields.Number("longitude", -180, 180),
            TimeZone = timeZone,
            CsmsUrl = url,
            GridLimitW = fields.Number("gridLimitW", 1, 1e12),
            LoadManagement = fields.Flag("loadManagement") ?? false,
            DurableLog = fields.Flag("durableLog") ?? false,
            State = LocationState.Idle,
        };
        if (row is { LoadManagement: true, GridLimitW: null })
        {
            fields.Wrong("loadManagement", "needs a gridLimitW: without one there is nothing to share");
        }

        if (errors.Count == 0 && row.Latitude is null != row.Longitude is null)
        {
            var (missing, there) = row.Latitude is null ? ("latitude", "longitude") : ("longitude", "latitude");
            fields.Wrong(missing, $"is missing: a {there} alone is no place");
        }

        fields.RejectUnknown();
        return errors.Count > 0 ? null : row;
    }

    /// <summary>
    /// A location with changes (see <see cref="LocationPatch"/>): it is written as it would be created, the patch is laid over
    /// it, and the outcome is read anew. Null with what is wrong in <paramref name="errors"/>.
    /// </summary>
    public static LocationRow? Patch(LocationRow row, JsonElement patch, List<FieldError> errors)
    {
        var merged = new JsonObject
        {
            ["id"] = row.Id,
            ["name"] = row.Name,
            ["address"] = row.Address,
            ["latitude"] = row.Latitude,
            ["longitude"] = row.Longitude,
            ["timeZone"] = row.TimeZone,
            ["csmsUrl"] = row.CsmsUrl,
            ["gridLimitW"] = row.GridLimitW,
            ["loadManagement"] = row.LoadManagement,
            ["durableLog"] = row.DurableLog,
        };
        return
            MergePatch.Apply(merged, patch, errors, idCannotChange: "create another location and move what is in it")
                is { } changed
            ? Read(changed, errors) is { } read
                ? read with
                {
                    State = row.State,
                    Demo = row.Demo,
                }
                : null
            : null;
    }

    private static string? NameProblem(string name) =>
        name.Any(char.IsControl) ? "must not have control characters"
        : char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]) ? "must not begin or end with a space"
        : null;
}

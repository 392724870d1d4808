using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.LocalAuthList;

/// <summary>Updates of the local list, in the words of the tests.</summary>
internal static class Lists
{
    /// <summary>An entry of an update; without a status none of idTagInfo, which deletes.</summary>
    public static JsonObject Entry(
        string idTag,
        string? status = "Accepted",
        string? parent = null,
        string? expiry = null
    )
    {
        var entry = new JsonObject { ["idTag"] = idTag };
        if (status is not null)
        {
            var info = new JsonObject { ["status"] = status };
            if (parent is not null)
            {
                info["parentIdTag"] = parent;
            }
            if (expiry is not null)
            {
                info["expiryDate"] = expiry;
            }
            entry["idTagInfo"] = info;
        }
        return entry;
    }

    public static string Full(this ChargePointBench bench, int version, params JsonObject[] entries) =>
        bench.Update("Full", version, entries);

    public static string Differential(this ChargePointBench bench, int version, params JsonObject[] entries) =>
        bench.Update("Differential", version, entries);

    public static string Update(this ChargePointBench bench, string type, int version, JsonObject[]? entries)
    {
        var payload = new JsonObject { ["listVersion"] = version, ["updateType"] = type };
        if (entries is not null)
        {
            payload["localAuthorizationList"] = new JsonArray([.. entries]);
        }
        return bench.Call("SendLocalList", payload)["status"]!.GetValue<string>();
    }

    public static int Version(this ChargePointBench bench) =>
        bench.Call("GetLocalListVersion", new { })["listVersion"]!.GetValue<int>();

    /// <summary>A charge point whose list has these entries, idle.</summary>
    public static ChargePointBench With(params JsonObject[] entries)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Full(1, entries).ShouldBe("Accepted");
        return bench.Forget();
    }

    /// <summary>The entries as tag and status.</summary>
    public static IEnumerable<string> Listed(this ChargePointBench bench) =>
        bench.ChargePoint.Snapshot.LocalAuthList?.Entries.Select(entry => $"{entry.IdTag} {entry.Status}") ?? [];
}

using System.Text.Json;
using System.Text.Json.Nodes;
using ChargePoints;
using Server.Api;
using Server.Storage;

namespace Server.Vehicles;

/// <summary>
/// Reads a vehicle (see <see cref="VehicleInput"/>) from JSON: when one is created, changed or imported. The rules of the API
/// are here and nowhere else; the defaults are those of <see cref="VehicleSettings"/>.
/// </summary>
internal static class VehicleReader
{
    // What a battery without a temperature of its own is taken to have.
    private const double DefaultTemperatureC = 20;

    private static readonly VehicleSettings Default = new() { Id = "default" };

    /// <summary>The vehicle, or null with what is wrong in <paramref name="errors"/>. Its location is not looked up.</summary>
    /// <param name="json">The object.</param>
    /// <param name="locationId">Where it goes when it does not say so itself.</param>
    /// <param name="errors">Takes the errors.</param>
    /// <param name="single">True for a request about one vehicle, which may name a location.</param>
    public static VehicleRow? Read(JsonElement json, string locationId, List<FieldError> errors, bool single)
    {
        var before = errors.Count;
        var fields = new JsonFields(json, "", errors);
        var id = fields.Text("id", int.MaxValue, required: true, minLength: 0);
        Check("id", id is null ? null : Names.IdProblem(id));
        var idTag = fields.Text("idTag", int.MaxValue, required: true, minLength: 0);
        Check("idTag", idTag is null ? null : Names.TagProblem(idTag));
        var model = fields.Text("model", 50);
        Check("model", model?.Any(char.IsControl) == true ? "must not have control characters" : null);
        var row = new VehicleRow
        {
            Id = id ?? "",
            LocationId = (single ? fields.Text("locationId", 48) : null) ?? locationId,
            IdTag = idTag ?? "",
            Model = model,
            BatteryWh = fields.Number("batteryWh", 100, 10_000_000) ?? Default.BatteryWh,
            SocPercent = fields.Number("socPercent", 0, 100) ?? Default.SocPercent,
            MaxAcPowerW = fields.Number("maxAcPowerW", 0, 1_000_000) ?? Default.MaxAcPowerW,
            MaxDcPowerW = fields.Number("maxDcPowerW", 0, 10_000_000) ?? Default.MaxDcPowerW,
            Phases = fields.Integer("phases", 1, 3) ?? Default.Phases,
            TaperFromPercent = fields.Number("taperFromPercent", 10, 99) ?? Default.TaperFromPercent,
            ChargeLimitPercent = fields.Number("chargeLimitPercent", 10, 100) ?? Default.ChargeLimitPercent,
            BatteryTemperatureC = fields.Number("batteryTemperatureC", -40, 60) ?? DefaultTemperatureC,
        };
        Check(
            "maxAcPowerW",
            row is { MaxAcPowerW: 0, MaxDcPowerW: 0 }
                ? "must be above 0, or maxDcPowerW: the car could charge nowhere"
                : null
        );
        fields.RejectUnknown();
        return errors.Count > before ? null : row;

        void Check(string field, string? problem)
        {
            if (problem is not null)
            {
                fields.Wrong(field, problem);
            }
        }
    }

    /// <summary>
    /// A vehicle with changes (see <see cref="VehiclePatch"/>): it is written as it would be created, the patch is laid over it,
    /// and the outcome is read anew. Null with what is wrong in <paramref name="errors"/>.
    /// </summary>
    public static VehicleRow? Patch(VehicleRow row, JsonElement patch, List<FieldError> errors)
    {
        var merged = Write(row);
        merged["locationId"] = row.LocationId;
        return
            MergePatch.Apply(merged, patch, errors, idCannotChange: "create another vehicle and delete this one")
                is { } changed
            ? Read(changed, row.LocationId, errors, single: true)
            : null;
    }

    /// <summary>The vehicle as it is imported and exported.</summary>
    public static JsonObject Write(VehicleRow row) =>
        new()
        {
            ["id"] = row.Id,
            ["idTag"] = row.IdTag,
            ["model"] = row.Model,
            ["batteryWh"] = row.BatteryWh,
            ["socPercent"] = row.SocPercent,
            ["maxAcPowerW"] = row.MaxAcPowerW,
            ["maxDcPowerW"] = row.MaxDcPowerW,
            ["phases"] = row.Phases,
            ["taperFromPercent"] = row.TaperFromPercent,
            ["chargeLimitPercent"] = row.ChargeLimitPercent,
            ["batteryTemperatureC"] = row.BatteryTemperatureC,
        };
}

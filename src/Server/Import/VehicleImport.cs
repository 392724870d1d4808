using System.Text.Json;
using System.Text.Json.Nodes;
using Server.Api;
using Server.Roster;
using Server.Storage;
using Server.Vehicles;

namespace Server.Import;

/// <summary>A vehicle that an import writes, and the one that it takes the place of.</summary>
internal sealed record VehicleEntry(VehicleRow Row, VehicleRow? Former);

/// <summary>A file of vehicles for a location.</summary>
internal sealed class VehicleImport(ChargerRoster roster, string locationId, bool upsert) : FileImport<VehicleEntry>
{
    // Who carries each tag, without case: in the file, and in the location as it is.
    private readonly Dictionary<string, TagPlace> _tags = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _present = roster
        .Vehicles.Where(vehicle => vehicle.LocationId == locationId)
        .ToDictionary(vehicle => vehicle.IdTag, vehicle => vehicle.Id, StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<(int ItemIndex, string Carrier, ImportError Error)> _contested = [];

    public override ImportSchema Schema => ImportSchema.Vehicles;

    public override Task CommitAsync(ImportProgress progress) =>
        roster.ApplyAsync(
            [.. Entries.Where(entry => entry.Former is null).Select(entry => entry.Row)],
            [.. Entries.Where(entry => entry.Former is not null).Select(entry => (entry.Former!, entry.Row))],
            progress.Report
        );

    protected override ItemFinding<VehicleEntry> Check(FileItem item, JsonElement json, List<FieldError> errors)
    {
        var former = item.Id is { } id ? roster.Vehicle(id) : null;
        if (former is not null && former.LocationId != locationId)
        {
            errors.Add(new("id", ImportWords.Elsewhere(Schema, former.Id, former.LocationId)));
        }
        else if (former is not null && !upsert)
        {
            errors.Add(new("id", ImportWords.Taken(Schema, former.Id, locationId)));
        }

        var updates = former is not null && errors.Count == 0;
        if (updates && json.TryGetProperty("locationId", out _))
        {
            errors.Add(new("locationId", ImportWords.NoLocation));
        }

        var row = updates
            ? VehicleReader.Patch(former!, json, errors)
            : VehicleReader.Read(json, locationId, errors, single: false);
        if (row is null)
        {
            return ItemFinding<VehicleEntry>.Invalid;
        }

        CheckTag(item, row, errors);
        if (!updates)
        {
            return new(ImportOutcome.Create, new(row, null));
        }

        var changes = Changes(former!, row);
        return changes.Count == 0
            ? ItemFinding<VehicleEntry>.Unchanged
            : new(ImportOutcome.Update, new(row, former), changes);
    }

    /// <summary>A tag of a vehicle that is there is free when the file gives that vehicle another one.</summary>
    protected override void Finish()
    {
        foreach (var (index, carrier, error) in _contested)
        {
            // One that is in the file and keeps its tag has been told so.
            if (!_ids.Contains(carrier))
            {
                Refuse(index, error);
            }
        }
    }

    private void CheckTag(FileItem item, VehicleRow row, List<FieldError> errors)
    {
        _ids.Add(row.Id);
        if (!_tags.TryAdd(row.IdTag, new(row.Id, item.Line)))
        {
            var other = _tags[row.IdTag];
            errors.Add(
                new(
                    "idTag",
                    $"is in this file twice: vehicle '{other.Id}' on line {other.Line} has it as well; tags compare without case"
                )
            );
        }
        else if (_present.TryGetValue(row.IdTag, out var carrier) && carrier != row.Id)
        {
            var error = new FieldError(
                "idTag",
                $"is taken: vehicle '{carrier}' of this location has it; tags compare without case"
            );
            _contested.Add((ItemIndex, carrier, item.At(error)));
        }
    }

    private static List<string> Changes(VehicleRow former, VehicleRow row)
    {
        var (before, after) = (VehicleReader.Write(former), VehicleReader.Write(row));
        return
        [
            .. after.Where(field => !JsonNode.DeepEquals(field.Value, before[field.Key])).Select(field => field.Key),
        ];
    }

    private readonly record struct TagPlace(string Id, int Line);
}

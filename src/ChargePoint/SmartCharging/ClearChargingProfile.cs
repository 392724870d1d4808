using Ocpp.V16;

namespace ChargePoints;

/// <summary>ClearChargingProfile (OCPP 1.6 §5.5): by id alone, or all that match what is given.</summary>
internal static class ClearChargingProfile
{
    public static void Handle(ChargePoint cp, string messageId, ClearChargingProfileRequest request)
    {
        InstalledProfile[] staying = [.. cp.InstalledProfiles.Where(installed => !Matches(request, installed))];
        int cleared = cp.InstalledProfiles.Count - staying.Length;
        if (cleared > 0)
        {
            cp.Tell(
                EventCategory.Ocpp,
                ChargePointEventType.ChargingProfilesCleared,
                request.ConnectorId ?? 0,
                $"{cleared} cleared, {staying.Length} left"
            );
            cp.InstallProfiles(staying);
        }
        cp.Outbox.Reply(
            messageId,
            Actions.ClearChargingProfile,
            new() { Status = cleared > 0 ? ClearChargingProfileStatus.Accepted : ClearChargingProfileStatus.Unknown },
            afterSave: cleared > 0
        );
        if (cleared == 0)
        {
            cp.TellRefused(
                Actions.ClearChargingProfile,
                ClearChargingProfileStatus.Unknown,
                $"none of the {staying.Length} installed profiles is meant",
                request.ConnectorId ?? 0
            );
        }
    }

    private static bool Matches(ClearChargingProfileRequest request, InstalledProfile installed) =>
        request.Id is { } id
            ? id == installed.Profile.ChargingProfileId
            : Is(request.ConnectorId, installed.ConnectorId)
                && Is(request.ChargingProfilePurpose, installed.Purpose)
                && Is(request.StackLevel, installed.StackLevel);

    private static bool Is<T>(T? wanted, T value)
        where T : struct => wanted is not { } given || given.Equals(value);
}

using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>SetChargingProfile (OCPP 1.6 §5.16): checks a profile and installs it in place of those that it replaces.</summary>
internal static class SetChargingProfile
{
    public static void Handle(ChargePoint cp, string messageId, SetChargingProfileRequest request)
    {
        if (request.ConnectorId > cp.Connectors.Length)
        {
            cp.Outbox.ReplyError(
                messageId,
                Actions.SetChargingProfile,
                RpcErrorCode.PropertyConstraintViolation,
                $"connectorId: must be 0 to {cp.Connectors.Length}"
            );
            return;
        }
        string? problem = Install(cp, request.ConnectorId, request.CsChargingProfiles);
        cp.Outbox.Reply(
            messageId,
            Actions.SetChargingProfile,
            new() { Status = problem is null ? ChargingProfileStatus.Accepted : ChargingProfileStatus.Rejected },
            afterSave: problem is null
        );
        if (problem is not null)
        {
            cp.TellRefused(Actions.SetChargingProfile, ChargingProfileStatus.Rejected, problem, request.ConnectorId);
        }
    }

    /// <summary>Why a profile cannot come with a remote start; null when it can (OCPP 1.6 §5.11).</summary>
    public static string? WhyNotWithStart(ChargePoint cp, Connector connector, ChargingProfile profile) =>
        profile.ChargingProfilePurpose != ChargingProfilePurposeType.TxProfile ? "it is not a TxProfile"
        : profile.TransactionId is not null ? "a transaction that has not begun has no transactionId"
        : ProfileRules.WhyNot(cp.Configuration, profile, connector.Id)
            ?? ProfileRules.WhyNoRoom(
                cp.Configuration,
                Staying(cp, Of(cp, connector.Id, profile, 0), except: connector),
                Of(cp, connector.Id, profile, 0)
            );

    /// <summary>A transaction has begun: the profile of the remote start that led to it is bound to it.</summary>
    public static void Bind(ChargePoint cp, Transaction transaction, ChargingProfile profile) =>
        Add(cp, Of(cp, transaction.ConnectorId, profile, transaction.Key));

    private static string? Install(ChargePoint cp, int connectorId, ChargingProfile profile)
    {
        if (ProfileRules.WhyNot(cp.Configuration, profile, connectorId) is { } problem)
        {
            return problem;
        }
        Transaction? transaction = null;
        if (profile.ChargingProfilePurpose == ChargingProfilePurposeType.TxProfile)
        {
            transaction = cp.Connectors[connectorId - 1].Transaction;
            if (transaction is null)
            {
                return "no transaction is running on that connector";
            }
            if (profile.TransactionId is { } id && id != transaction.Id)
            {
                return $"transaction {id} is not the one that is running on that connector";
            }
        }
        InstalledProfile added = Of(cp, connectorId, profile, transaction?.Key ?? 0);
        string? noRoom = ProfileRules.WhyNoRoom(cp.Configuration, Staying(cp, added, except: null), added);
        if (noRoom is null)
        {
            Add(cp, added);
        }
        return noRoom;
    }

    private static void Add(ChargePoint cp, InstalledProfile added)
    {
        cp.Tell(
            EventCategory.Ocpp,
            ChargePointEventType.ChargingProfileInstalled,
            added.ConnectorId,
            $"{added.Purpose} {added.Profile.ChargingProfileId}, level {added.StackLevel}"
        );
        cp.InstallProfiles([.. cp.InstalledProfiles.Where(installed => !added.Replaces(installed)), added]);
    }

    // What stays beside a profile, with what will come with a remote start.
    private static IEnumerable<InstalledProfile> Staying(ChargePoint cp, InstalledProfile added, Connector? except) =>
        cp
            .InstalledProfiles.Concat(
                from connector in cp.Connectors
                where connector != except && connector.ProfileOfStart is not null
                select Of(cp, connector.Id, connector.ProfileOfStart!.Profile, 0)
            )
            .Where(installed => !added.Replaces(installed));

    private static InstalledProfile Of(ChargePoint cp, int connectorId, ChargingProfile profile, long transactionKey) =>
        new()
        {
            ConnectorId = connectorId,
            Profile = profile with
            {
                ChargingSchedule = profile.ChargingSchedule with
                {
                    ChargingSchedulePeriod = profile.ChargingSchedule.ChargingSchedulePeriod.ToArray(),
                },
            },
            InstalledAt = cp.Clock,
            TransactionKey = transactionKey,
        };
}

using Ocpp.V16;

namespace ChargePoints;

// Most charge points have no local list: then there is no object either.
public sealed partial class ChargePoint
{
    /// <summary>The local list; null without entries.</summary>
    internal LocalAuthList? LocalAuthList { get; private set; }

    /// <summary>
    /// True while the local list is in use. Switched off (LocalAuthListEnabled) it is kept, but as if there were no such thing.
    /// </summary>
    internal bool UsesLocalAuthList =>
        Has(FeatureProfile.LocalAuthListManagement) && Configuration.LocalAuthListEnabled;

    /// <summary>What the list says about a tag, with status Expired once its expiry has passed; null when it does not list the tag.</summary>
    internal KnownTag? ListedTag(string idTag)
    {
        if (LocalAuthList?.Find(idTag) is not { } entry || !UsesLocalAuthList)
        {
            return null;
        }
        AuthorizationStatus status = entry.ExpiryDate <= Clock ? AuthorizationStatus.Expired : entry.Status;
        return new(status, entry.ParentIdTag, IsListed: true);
    }

    /// <summary>An update of the list has been accepted.</summary>
    internal void Replace(LocalAuthList? list)
    {
        LocalAuthList = list;
        LocalAuthListSwitched();
        Save(DurableParts.LocalAuthList);
        Changed();
    }

    /// <summary>There is another list from here on, or none: what the cache holds of it goes, and nothing contradicts it yet.</summary>
    internal void LocalAuthListSwitched()
    {
        AuthorizationCache.RemoveListed();
        Station.ListConflictEnds();
    }

    private void RestoreLocalAuthList(DurableState saved) =>
        LocalAuthList = LocalAuthList.Of(saved.LocalAuthList.Version, saved.LocalAuthList.Entries);

    private DurableLocalList LocalAuthListToDurable() =>
        new() { Version = LocalAuthList?.Version ?? 0, Entries = LocalAuthList?.Entries ?? [] };
}

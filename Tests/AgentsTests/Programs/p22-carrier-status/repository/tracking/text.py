from tracking.status import Status

TEXTS = {
    Status.ACCEPTED: "The carrier has your parcel.",
    Status.ON_THE_WAY: "Your parcel is on its way.",
    Status.DELIVERED: "Your parcel was delivered.",
}


def text(status):
    return TEXTS.get(status, "We have not heard of your parcel yet.")
